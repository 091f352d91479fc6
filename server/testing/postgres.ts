import { randomBytes } from 'node:crypto';

import pg from 'pg';
import { inject } from 'vitest';

import { type Database, openDatabase } from '../storage/index.ts';
import type {} from './postgres-global-setup.ts';

/** A database of one test's own, dropped on disposal. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly database: Database;
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres').url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The URL of a new database: migrated by default, empty where `migrated` is false. The caller drops it. */
async function createDatabase(name: string, migrated: boolean): Promise<string> {
  const { url, template } = inject('postgres');
  await administer(`create database ${name} template ${migrated ? template : 'template0'}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

/** Creates a database with the schema of this release (`migrated: false`: an empty one) and opens it. */
export async function createTestDatabase(
  options: { readonly migrated?: boolean; readonly poolSize?: number } = {},
): Promise<TestDatabase> {
  const { migrated = true, poolSize = 5 } = options;
  const name = `forecastle_test_${randomBytes(8).toString('hex')}`;
  const url = await createDatabase(name, migrated);
  const database = await openDatabase({ url, poolSize, statementTimeoutSeconds: 60 });
  return {
    url,
    database,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]();
      await administer(`drop database if exists ${name} with (force)`);
    },
  };
}
