import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import type { TestProject } from 'vitest/node';

import { migrate, startEmbeddedPostgres } from '../storage/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of the integration tests, and its migrated database that tests copy. */
    readonly postgres: { readonly url: string; readonly template: string };
  }
}

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

const prefix = 'forecastle-test-';
const hourMs = 3_600_000;

/** Stops and removes the servers that earlier runs left behind because they were killed. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const directory of names.map((name) => join(tmpdir(), name))) {
    const stats = await stat(directory).catch(() => null);
    if (stats === null || stats.uid !== process.getuid?.() || Date.now() - stats.mtimeMs < hourMs)
      continue;
    // The last one to leave stops a server: where a run still uses it, it stays.
    const left = await startEmbeddedPostgres({ directory, onLog: () => undefined }).catch(
      () => null,
    );
    await left?.stop();
    const isRunning = await stat(join(directory, 'cluster', 'data', 'postmaster.pid')).catch(
      () => null,
    );
    if (isRunning === null) await rm(directory, { recursive: true, force: true });
  }
}

/** A cluster of its own in a temporary folder, without fsync: nobody needs its data after a crash. */
async function startTemporaryServer(): Promise<TestServer> {
  await sweep();
  const directory = await mkdtemp(join(tmpdir(), prefix));
  // Where the tests run as root, PostgreSQL runs as another user who must be able to enter.
  await chmod(directory, 0o755);
  const postgres = await startEmbeddedPostgres({ directory, onLog: () => undefined });
  await execute(postgres.url, 'alter system set fsync = off');
  await execute(postgres.url, 'select pg_reload_conf()');
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

let teardownWork: () => Promise<void> = () => Promise.resolve();

/** Once per test run: a server (that of TEST_DATABASE_URL where it is set) with one migrated template database. */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env['TEST_DATABASE_URL'];
  const server =
    given === undefined || given === ''
      ? await startTemporaryServer()
      : { url: given, stop: () => Promise.resolve() };
  const template = `forecastle_template_${randomBytes(6).toString('hex')}`;
  await execute(server.url, `create database ${template}`);
  const templateUrl = new URL(server.url);
  templateUrl.pathname = `/${template}`;
  await migrate({ url: templateUrl.href });
  project.provide('postgres', { url: server.url, template });
  teardownWork = async () => {
    await execute(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

export async function teardown(): Promise<void> {
  await teardownWork();
}
