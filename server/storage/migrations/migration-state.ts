import { DatabaseError } from 'pg';

import type { Database } from '../database.ts';
import { translateDatabaseError } from '../database-errors.ts';
import { migrationList } from './migration-list.ts';

/** What stands between a database and the schema of this release. Both empty = ready. */
export interface MigrationState {
  /** Migrations that were not applied yet, oldest first. */
  readonly pending: readonly string[];
  /** Migrations whose application failed half-way. */
  readonly failed: readonly string[];
}

const undefinedTable = '42P01';

interface Row {
  readonly name: string;
  readonly finished: boolean;
}

async function recorded({ pool }: Database): Promise<readonly Row[]> {
  try {
    const { rows } = await pool.query<Row>(
      `select migration_name as name, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null`,
    );
    return rows;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === undefinedTable) return [];
    throw translateDatabaseError(error, 'migration state');
  }
}

/** Compares the migrations of this release with those that the database records: one statement. */
export async function migrationState(database: Database): Promise<MigrationState> {
  const rows = await recorded(database);
  const finished = new Set(rows.filter((row) => row.finished).map((row) => row.name));
  const failed = rows.filter((row) => !row.finished).map((row) => row.name);
  const { migrationDirectories } = await migrationList();
  const names = migrationDirectories.map(({ path }) => path);
  return {
    pending: names.filter((name) => !finished.has(name) && !failed.includes(name)),
    failed,
  };
}
