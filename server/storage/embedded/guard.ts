import { Socket } from 'node:net';

import pg from 'pg';

import { embeddedDatabase } from './cluster.ts';

/** Any fixed number: the advisory lock that every user of one embedded cluster holds. */
const presence = 4_919_217;

/**
 * A connection that says "someone still uses this cluster": it holds a shared advisory lock that PostgreSQL itself
 * releases when the process dies, however it dies.
 */
export class ClusterGuard {
  readonly #client: pg.Client;
  readonly #socket: Socket;

  private constructor(client: pg.Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
  }

  static async connect(url: string): Promise<ClusterGuard> {
    const admin = new URL(url);
    admin.pathname = '/postgres';
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: admin.href,
      stream: () => socket,
      application_name: 'forecastle guard',
      connectionTimeoutMillis: 10_000,
    });
    // The server may be stopped by someone else; whoever needs it will notice by a query of their own.
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('select pg_advisory_lock_shared($1)', [presence]);
      const { rowCount } = await client.query('select from pg_database where datname = $1', [
        embeddedDatabase,
      ]);
      if (rowCount === 0) await createDatabase(client);
    } catch (error) {
      await client.end();
      throw error;
    }
    // Presence alone keeps no process alive.
    socket.unref();
    return new ClusterGuard(client, socket);
  }

  /** Gives up the presence; true where nobody else is there. */
  async leave(): Promise<boolean> {
    this.#socket.ref();
    try {
      await this.#client.query('select pg_advisory_unlock_shared($1)', [presence]);
      const { rows } = await this.#client.query<{ alone: boolean }>(
        'select pg_try_advisory_lock($1) as alone',
        [presence],
      );
      return rows[0]?.alone ?? false;
    } catch {
      // The connection is gone, so that nothing is known of others; stopping a stopped server does no harm.
      return true;
    }
  }

  /** Closes the connection and with it the lock. */
  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

const duplicateDatabase = '42P04';

async function createDatabase(client: pg.Client): Promise<void> {
  try {
    await client.query(`create database ${embeddedDatabase}`);
  } catch (error) {
    // Another process of the first start was faster.
    const faster =
      error instanceof pg.DatabaseError && [duplicateDatabase, '23505'].includes(error.code ?? '');
    if (!faster) throw error;
  }
}
