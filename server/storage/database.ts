import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

import { translateDatabaseError, translatingErrors } from './database-errors.ts';
import { PrismaClient } from './generated/client.ts';
import { assertSupportedVersion } from './server-version.ts';

/** One pool of connections, shared by Prisma and by the statements that are written by hand. */
export interface Database extends AsyncDisposable {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Resolves where the database answers; rejects with DATABASE_UNAVAILABLE. */
  ping(): Promise<void>;
  /** The server's version, such as `18.4`. */
  version(): Promise<string>;
}

async function versionOf(pool: pg.Pool): Promise<{ name: string; number: number }> {
  const { rows } = await pool.query<{ name: string; number: string }>(
    `select current_setting('server_version') as name, current_setting('server_version_num') as number`,
  );
  return { name: rows[0]?.name ?? 'unknown', number: Number(rows[0]?.number) };
}

/**
 * Opens a pool and checks that the server answers and is new enough. Closing it waits for the statements that run.
 * @throws ForecastError DATABASE_UNAVAILABLE or DATABASE_UNSUPPORTED.
 */
export async function openDatabase(options: {
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutSeconds: number;
  /** How long a caller waits for a free connection of the pool, or for a new one, before DATABASE_UNAVAILABLE. */
  readonly connectionTimeoutSeconds?: number;
}): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: 'forecastle',
    // Prisma's adapter takes every timestamp for UTC, whatever offset the server writes.
    options: '-c TimeZone=UTC',
    connectionTimeoutMillis: (options.connectionTimeoutSeconds ?? 5) * 1000,
    statement_timeout: options.statementTimeoutSeconds * 1000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    assertSupportedVersion((await versionOf(pool)).number);
  } catch (error) {
    await pool.end();
    throw translateDatabaseError(error, 'connect');
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
  let closing: Promise<void> | null = null;
  return {
    prisma,
    pool,
    ping: () =>
      translatingErrors('ping', async () => {
        await pool.query('select 1');
      }),
    version: () => translatingErrors('version', async () => (await versionOf(pool)).name),
    [Symbol.asyncDispose]: () => (closing ??= close(prisma, pool)),
  };
}

async function close(prisma: PrismaClient, pool: pg.Pool): Promise<void> {
  await prisma.$disconnect();
  await pool.end();
}
