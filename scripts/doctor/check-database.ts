import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Config } from '../../server/config/index.ts';
import {
  migrationState,
  openDatabase,
  PostgresCatalogReader,
  startEmbeddedPostgres,
} from '../../server/storage/index.ts';
import { type CheckResult, failed, messageOf, ok, warning } from './check.ts';

const remedy =
  'Start the database, or correct DATABASE_URL; without it the embedded PostgreSQL is used.';

/** The database that would be used: whether it answers, its schema, and what it holds. */
export async function checkDatabase(config: Config): Promise<readonly CheckResult[]> {
  try {
    if (config.databaseUrl !== null)
      return await inspect(config.databaseUrl, config, 'DATABASE_URL');
    return existsSync(config.dataDirectory) ? await checkOwnData(config) : [await tryOut()];
  } catch (error) {
    return [failed('database', messageOf(error), remedy)];
  }
}

async function checkOwnData(config: Config): Promise<readonly CheckResult[]> {
  const postgres = await startEmbeddedPostgres({ directory: config.dataDirectory, onLog: ignore });
  try {
    return await inspect(postgres.url, config, `embedded, data in ${config.dataDirectory}`);
  } finally {
    await postgres.stop();
  }
}

/** Starts an empty embedded PostgreSQL elsewhere, so that a check leaves nothing behind. */
async function tryOut(): Promise<CheckResult> {
  const directory = await mkdtemp(join(tmpdir(), 'forecastle-doctor-'));
  try {
    // As root the server runs under another account, which must be able to enter.
    await chmod(directory, 0o755);
    const postgres = await startEmbeddedPostgres({ directory, onLog: ignore });
    await postgres.stop();
    return ok('database', 'the embedded PostgreSQL works here; it has no data yet');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function inspect(
  url: string,
  config: Config,
  where: string,
): Promise<readonly CheckResult[]> {
  await using database = await openDatabase({
    url,
    poolSize: 1,
    statementTimeoutSeconds: config.databaseStatementTimeoutSeconds,
  });
  const results = [ok('database', `PostgreSQL ${await database.version()} (${where})`)];
  const { pending, failed: broken } = await migrationState(database);
  if (broken.length > 0) {
    return [
      ...results,
      failed(
        'migrations',
        `failed: ${broken.join(', ')}`,
        'Run `forecastle migrate`; it says how to repair them.',
      ),
    ];
  }
  if (pending.length > 0) {
    return [
      ...results,
      warning('migrations', `pending: ${pending.join(', ')}`, 'Run `forecastle migrate`.'),
    ];
  }
  const datasets = await new PostgresCatalogReader(database).datasets();
  return [...results, ok('migrations', 'up to date'), dataIn(datasets.map(({ slug }) => slug))];
}

function dataIn(slugs: readonly string[]): CheckResult {
  return slugs.length > 0
    ? ok('data', slugs.join(', '))
    : warning('data', 'no datasets', 'Run `forecastle demo` or `forecastle ingest`.');
}

function ignore(): void {
  // The result says what matters.
}
