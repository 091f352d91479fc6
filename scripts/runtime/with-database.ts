import { existsSync } from 'node:fs';

import { ForecastError } from '#core/errors';

import type { Config } from '../../server/config/index.ts';
import {
  migrate,
  migrationState,
  openDatabase,
  startEmbeddedPostgres,
} from '../../server/storage/index.ts';
import type { Invocation } from './invocation.ts';

interface DatabaseOptions {
  /** Say how the embedded PostgreSQL starts, also when its data is there already. */
  readonly verbose?: boolean;
}

/**
 * Runs `work` on the database of `DATABASE_URL`, else on the embedded PostgreSQL, which is started where it does not run
 * and stopped afterwards unless another process uses it.
 */
export async function withDatabase<Result>(
  { terminal, config }: Pick<Invocation, 'terminal' | 'config'>,
  work: (url: string) => Promise<Result>,
  { verbose = false }: DatabaseOptions = {},
): Promise<Result> {
  const { databaseUrl, dataDirectory } = config();
  if (databaseUrl !== null) return work(databaseUrl);
  // The first start takes a second and says where the data will be; later ones are nothing to speak of.
  const silent = !verbose && existsSync(dataDirectory);
  const postgres = await startEmbeddedPostgres({
    directory: dataDirectory,
    onLog: silent ? () => undefined : terminal.say,
  });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}

/** The migrations that a database lacks. */
async function pendingMigrations(url: string, config: Config): Promise<readonly string[]> {
  await using database = await openDatabase({
    url,
    poolSize: 1,
    statementTimeoutSeconds: config.databaseStatementTimeoutSeconds,
  });
  const { pending, failed } = await migrationState(database);
  return [...failed, ...pending];
}

/**
 * Brings the schema up to this release where something is missing.
 * @returns the migrations that were applied.
 */
export async function migrateWhereNeeded(
  url: string,
  { terminal, config }: Pick<Invocation, 'terminal' | 'config'>,
): Promise<readonly string[]> {
  const pending = await pendingMigrations(url, config());
  if (pending.length === 0) return [];
  const { applied } = await migrate({ url });
  if (applied.length > 0) terminal.say(`Applied ${applied.length} migration(s) to the database.`);
  return applied;
}

/** @throws ForecastError DATABASE_UNSUPPORTED where the schema is older than this release. */
export async function requireSchema(url: string, config: Config): Promise<void> {
  const pending = await pendingMigrations(url, config);
  if (pending.length === 0) return;
  throw new ForecastError(
    'DATABASE_UNSUPPORTED',
    `The database lacks ${pending.length} migration(s) of this release: ${pending.join(', ')}. Run: forecastle migrate`,
    { found: `without ${pending.join(', ')}`, required: 'every migration of this release' },
  );
}
