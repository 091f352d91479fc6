import { ForecastError } from '#core/errors';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

import { translateDatabaseError } from '../database-errors.ts';
import { migrationList } from './migration-list.ts';
import { MigrationEngine } from './schema-engine.ts';
import { assertSupportedVersion } from '../server-version.ts';

/** Any fixed number: the advisory lock of whoever migrates a database. */
const migrationLock = 7_203_114;

/** Runs `work` while no other process migrates the same database. */
async function underLock<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'forecastle migrations',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    assertSupportedVersion(Number(rows[0]?.version));
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    return await work();
  } catch (error) {
    throw translateDatabaseError(error, 'migrate');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Brings the schema of a database up to this release; answers the names of the migrations that were applied, oldest
 * first. Several processes may call it at once: one works, the others wait and find nothing to do.
 * @throws ForecastError DATABASE_UNAVAILABLE, DATABASE_UNSUPPORTED or MIGRATION_FAILED.
 */
export async function migrate(options: {
  readonly url: string;
  readonly onApplied?: (migration: string) => void;
}): Promise<{ readonly applied: readonly string[] }> {
  const { url, onApplied } = options;
  const list = await migrationList();
  const applied = await underLock(url, async () => {
    const engine = await MigrationEngine.open(url);
    try {
      return await applyAll(engine, list);
    } finally {
      await engine[Symbol.asyncDispose]();
    }
  });
  for (const name of applied) onApplied?.(name);
  return { applied };
}

/**
 * Applies what is missing. A migration is one transaction: one that failed before, by its own fault or because the
 * process died, has left nothing behind and is tried again.
 */
async function applyAll(engine: MigrationEngine, list: MigrationList): Promise<readonly string[]> {
  const { failedMigrationNames } = await engine.diagnose(list);
  for (const name of failedMigrationNames) await engine.markRolledBack(name);
  try {
    return await engine.apply(list);
  } catch (error) {
    const translated = translateDatabaseError(error, 'migrate');
    if (translated !== error) throw translated;
    const { failedMigrationNames: migrations } = await engine.diagnose(list);
    const problem = error instanceof Error ? error.message : 'no reason given';
    throw new ForecastError(
      'MIGRATION_FAILED',
      `The migration ${migrations.join(', ')} cannot be applied: ${problem}\nIt left nothing behind. The schema of this ` +
        'database is not the one that this release expects: restore it from a backup, or use an empty database.',
      { migrations, problem },
      error,
    );
  }
}
