import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generateSigningKey } from '../../server/artifacts/index.ts';
import { type Database, openDatabase } from '../../server/storage/index.ts';
import { Cleanup } from '../cleanup.ts';

/** The work that is killed leaves little of the machine for those who watch it. */
const patient = { statementTimeoutSeconds: 60, connectionTimeoutSeconds: 60 };

/** A database and a folder for one run of something, and the settings of the programs that work there. */
export interface Place extends AsyncDisposable {
  readonly database: Database;
  readonly env: Readonly<Record<string, string>>;
}

/** Databases of one server, each a copy of another one. */
export class Places {
  readonly #server: URL;
  readonly #run: string;
  #count = 0;

  constructor(serverUrl: string) {
    this.#server = new URL(serverUrl);
    this.#run = `kills_${process.pid}`;
  }

  /** A new place over a copy of the database at `template`, which nobody may be connected to. */
  async copy(template: string): Promise<Place> {
    const cleanup = new Cleanup();
    try {
      return await this.#copy(template, cleanup);
    } catch (error) {
      await cleanup[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #copy(template: string, cleanup: Cleanup): Promise<Place> {
    const name = `${this.#run}_${(this.#count += 1)}`;
    const from = new URL(template).pathname.slice(1);
    await this.#administer(`create database ${name} template ${from}`);
    cleanup.defer(() => this.#administer(`drop database ${name} with (force)`));
    const url = new URL(this.#server);
    url.pathname = `/${name}`;
    const folder = await mkdtemp(join(tmpdir(), 'forecastle-kills-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    const keyFile = join(folder, 'signing-key.pem');
    const { publicKey } = await generateSigningKey(keyFile);
    const database = await openDatabase({ ...patient, url: url.href, poolSize: 3 });
    cleanup.defer(async () => database[Symbol.asyncDispose]());
    return {
      database,
      env: {
        ...{ DATABASE_URL: url.href, DATA_DIRECTORY: folder, RELEASE_MODELS: 'false' },
        ...{ MODEL_STORE_DIRECTORY: join(folder, 'models'), MODEL_SIGNING_KEY: keyFile },
        ...{ MODEL_PUBLIC_KEYS: publicKey.text, MODEL_KEYS_FILE: join(folder, 'no-keys.json') },
        ...{ WORKER_THREADS: '1', JOB_HEARTBEAT_SECONDS: '10' },
      },
      [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose](),
    };
  }

  async #administer(sql: string): Promise<void> {
    const url = new URL(this.#server);
    url.pathname = '/postgres';
    await using database = await openDatabase({ ...patient, url: url.href, poolSize: 1 });
    await database.pool.query(sql);
  }
}
