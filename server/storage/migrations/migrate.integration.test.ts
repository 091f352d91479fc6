import { describe, expect, test } from 'vitest';

import { createTestDatabase } from '../../testing/postgres.ts';
import { migrate } from './migrate.ts';
import { migrationList } from './migration-list.ts';
import { migrationState } from './migration-state.ts';
import { pendingChanges } from './pending-changes.ts';

const all = (await migrationList()).migrationDirectories.map(({ path }) => path);

describe('migrate', () => {
  test('applies every migration once, in order, and tells of each', async () => {
    await using test = await createTestDatabase({ migrated: false });
    expect(await migrationState(test.database)).toEqual({ pending: all, failed: [] });
    const told: string[] = [];
    const first = await migrate({ url: test.url, onApplied: (name) => told.push(name) });
    expect(first.applied).toEqual(all);
    expect(told).toEqual(all);
    expect(await migrate({ url: test.url })).toEqual({ applied: [] });
    expect(await migrationState(test.database)).toEqual({ pending: [], failed: [] });
  });

  test('lets several processes start at once: one applies, the others find nothing to do', async () => {
    await using test = await createTestDatabase({ migrated: false });
    const results = await Promise.all([1, 2, 3].map(() => migrate({ url: test.url })));
    expect(results.flatMap(({ applied }) => applied)).toEqual(all);
  });

  test('tries a migration again that failed before: it had left nothing behind', async () => {
    await using test = await createTestDatabase();
    await test.database.pool.query(`
      create schema kept;
      alter table _prisma_migrations set schema kept;
      drop schema public cascade;
      alter schema kept rename to public;
      update _prisma_migrations set finished_at = null`);
    expect(await migrationState(test.database)).toEqual({ pending: [], failed: all });
    expect(await migrate({ url: test.url })).toEqual({ applied: all });
    expect(await migrationState(test.database)).toEqual({ pending: [], failed: [] });
  });

  test('says which migration cannot be applied and why, and leaves nothing of it behind', async () => {
    await using test = await createTestDatabase({ migrated: false });
    // The last statement of the first migration clashes with this one.
    await test.database.pool.query('create view demand as select 1 as one');
    await expect(migrate({ url: test.url })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      details: { migrations: [all[0]] },
    });
    const { rows } = await test.database.pool.query<{ item: string | null }>(
      `select to_regclass('item') as item`,
    );
    expect(rows).toEqual([{ item: null }]);
    await test.database.pool.query('drop view demand');
    expect(await migrate({ url: test.url })).toEqual({ applied: all });
  });

  test('says that the database is unavailable, without its password, where nothing listens', async () => {
    const failure = migrate({ url: 'postgresql://someone:sesame@127.0.0.1:1/nothing' });
    await expect(failure).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await expect(failure).rejects.not.toThrow(/sesame/);
  });
});

describe('the migrations', () => {
  test('lead to the schema of prisma/schema.prisma', async () => {
    await using test = await createTestDatabase();
    expect(await pendingChanges(test.url)).toBeNull();
  });

  test('are told apart from the schema where they do not', async () => {
    await using test = await createTestDatabase();
    await test.database.pool.query('alter table dataset drop column licence');
    expect(await pendingChanges(test.url)).toContain('ADD COLUMN     "licence" TEXT');
  });
});
