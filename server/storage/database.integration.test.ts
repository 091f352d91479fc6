import { describe, expect, test } from 'vitest';

import { createTestDatabase } from '../testing/postgres.ts';
import { openDatabase } from './database.ts';

const settings = { poolSize: 1, statementTimeoutSeconds: 30, connectionTimeoutSeconds: 0.2 };
const unavailable = { code: 'DATABASE_UNAVAILABLE' };

describe('openDatabase', () => {
  test('answers pings and tells the version of the server', async () => {
    await using test = await createTestDatabase();
    await test.database.ping();
    expect(await test.database.version()).toMatch(/^\d+(\.\d+)?/);
  });

  test('refuses where nothing listens or the password is wrong, without showing the URL', async () => {
    await using test = await createTestDatabase();
    const wrong = new URL(test.url);
    wrong.username = 'sesame';
    wrong.password = 'sesame';
    for (const url of ['postgresql://me:sesame@127.0.0.1:1/nothing', wrong.href]) {
      const opening = openDatabase({ ...settings, url });
      await expect(opening).rejects.toMatchObject(unavailable);
      await expect(opening).rejects.not.toThrow(/sesame/);
    }
  });

  test('is unavailable to whoever gets no connection of the pool in time', async () => {
    await using test = await createTestDatabase();
    await using database = await openDatabase({ ...settings, url: test.url });
    const client = await database.pool.connect();
    await expect(database.ping()).rejects.toMatchObject(unavailable);
    client.release();
    await database.ping();
  });

  test('cuts off statements at the limit', async () => {
    await using test = await createTestDatabase();
    await using database = await openDatabase({
      ...settings,
      url: test.url,
      statementTimeoutSeconds: 0.05,
    });
    await expect(database.pool.query('select pg_sleep(30)')).rejects.toMatchObject({
      code: '57014',
    });
  });

  test('survives the loss of its connections and connects again', async () => {
    await using test = await createTestDatabase();
    await using database = await openDatabase({ ...settings, url: test.url });
    await test.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await database.ping().catch(() => undefined);
    await database.ping();
  });

  test('is unavailable once closed, and closes once', async () => {
    await using test = await createTestDatabase();
    const database = await openDatabase({ ...settings, url: test.url });
    await database[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await expect(database.ping()).rejects.toMatchObject(unavailable);
  });

  test('reads instants right where the server lives in another time zone', async () => {
    await using test = await createTestDatabase();
    const { pool } = test.database;
    await pool.query(`
      do $$ begin
        execute format('alter database %I set timezone to ''America/New_York''', current_database());
      end $$`);
    const instant = '2020-07-01T12:34:56.789Z';
    await pool.query(
      `insert into dataset (slug, name, frequency, created_at) values ('x', 'X', 'daily', $1)`,
      [instant],
    );
    await using database = await openDatabase({ ...settings, url: test.url });
    const stored = await database.prisma.dataset.findFirstOrThrow();
    expect(stored.createdAt.toISOString()).toBe(instant);
  });
});
