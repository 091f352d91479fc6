import type { SyntheticScale } from '#core/synthetic';

import { type Database, openDatabase } from '../server/storage/index.ts';
import { figuresOf } from './child-figures.ts';
import { Cleanup } from './cleanup.ts';
import type { LoadFigures } from './load-synthetic.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

/** The seed of everything that the benches generate. */
export const benchSeed = 1;

/** A database that holds one synthetic dataset, and what it took to load it. */
export interface LoadedDatabase extends AsyncDisposable {
  readonly url: string;
  readonly database: Database;
  readonly load: LoadFigures;
}

interface LoadOptions {
  readonly scale: SyntheticScale;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Starts the embedded PostgreSQL in a temporary folder and loads the dataset from a process of its own. */
export async function loadDatabase(options: LoadOptions): Promise<LoadedDatabase> {
  const cleanup = new Cleanup();
  try {
    return await load(options, cleanup);
  } catch (error) {
    await cleanup[Symbol.asyncDispose]();
    throw error;
  }
}

async function load(options: LoadOptions, cleanup: Cleanup): Promise<LoadedDatabase> {
  const { scale, signal, log } = options;
  const url = await startTemporaryPostgres(cleanup, log);
  log(`Loading the synthetic dataset at scale ${scale} ...`);
  const figures = await figuresOf<LoadFigures>(
    'load-synthetic',
    [url, scale, String(benchSeed)],
    signal,
  );
  const database = await openDatabase({ url, poolSize: 4, statementTimeoutSeconds: 300 });
  cleanup.defer(async () => database[Symbol.asyncDispose]());
  // The load has left the planner without statistics; a server would have gathered them within minutes.
  await database.pool.query('vacuum analyze');
  return {
    url,
    database,
    load: figures,
    [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose](),
  };
}
