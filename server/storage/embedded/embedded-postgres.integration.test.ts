import {
  appendFile,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { binariesAt, findBinaries } from './binaries.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { choosePlace } from './place.ts';
import { runningPostmaster } from './postmaster.ts';
import { runProgram } from './run-program.ts';

let directory: string;
const log: string[] = [];
const data = () => join(directory, 'cluster', 'data');
const start = (folder = directory) =>
  startEmbeddedPostgres({ directory: folder, onLog: (line) => log.push(line) });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'forecastle-embedded-'));
  // As root PostgreSQL runs as another user, who must be able to enter.
  await chmod(directory, 0o755);
  log.length = 0;
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

describe('startEmbeddedPostgres', () => {
  test('creates a cluster once and keeps its data, its password and its port', async () => {
    const first = await start();
    expect(first.startedHere).toBe(true);
    expect(await query(first.url, 'show server_encoding')).toBe('UTF8');
    expect(await query(first.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(
      await query(
        first.url,
        'select datcollate from pg_database where datname = current_database()',
      ),
    ).toBe('C');
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    await first.stop();
    expect(await exists(join(data(), 'postmaster.pid'))).toBe(false);
    expect((await stat(join(directory, 'cluster', 'password'))).mode & 0o777).toBe(0o600);

    const second = await start();
    try {
      expect(second.url).toBe(first.url);
      expect(await query(second.url, 'select answer from kept')).toBe(42);
      expect(log.filter((line) => line.startsWith('Creating'))).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });

  test('asks for the password', async () => {
    const postgres = await start();
    try {
      const wrong = new URL(postgres.url);
      wrong.password = 'guess';
      await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password/);
    } finally {
      await postgres.stop();
    }
  });

  test('serves all who start it at once; the last one to leave stops it', async () => {
    const all = await Promise.all([start(), start(), start()]);
    expect(all.filter(({ startedHere }) => startedHere)).toHaveLength(1);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    const [first, second, third] = all.toSorted(
      (a, b) => Number(b.startedHere) - Number(a.startedHere),
    );
    await first?.stop();
    await second?.stop();
    expect(await query(third?.url ?? '', 'select 1')).toBe(1);
    await third?.stop();
    expect(await runningPostmaster(data())).toBeNull();
  });

  test('starts where a crash left a pid file that now names another process', async () => {
    await (await start()).stop();
    await writeFile(
      join(data(), 'postmaster.pid'),
      `${process.pid}\n${data()}\n1\n5432\n\n127.0.0.1\n`,
    );
    const postgres = await start();
    expect(postgres.startedHere).toBe(true);
    await postgres.stop();
  });

  test('recovers where the server was killed', async () => {
    const postgres = await start();
    await query(postgres.url, 'create table kept as select 42 as answer');
    const running = await runningPostmaster(data());
    process.kill(running?.pid ?? 0, 'SIGKILL');
    const again = await start();
    expect(await query(again.url, 'select answer from kept')).toBe(42);
    await again.stop();
    await postgres.stop();
  });

  test('tells what the server said where it does not start', async () => {
    await (await start()).stop();
    await appendFile(join(data(), 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES_FAILED',
      message: expect.stringMatching(/no_such_setting[^]*DATABASE_URL/) as unknown,
    });
  });

  test('refuses a folder that cannot be one', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expect(start(join(file, 'data'))).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES_FAILED',
      message: expect.stringMatching(/DATA_DIRECTORY/) as unknown,
    });
    expect(await readFile(file, 'utf8')).toBe('');
  });
});

const isRoot = process.getuid?.() === 0;
if (!isRoot)
  console.warn('SKIPPED: the embedded PostgreSQL as root (these tests do not run as root)');

describe.skipIf(!isRoot)('startEmbeddedPostgres as root', () => {
  test('keeps the data elsewhere where its account cannot enter, says so, and finds it again', async () => {
    const closed = join(directory, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const folders: string[] = [];
    try {
      for (const expected of [true, true]) {
        const postgres = await start(join(closed, 'data'));
        expect(postgres.startedHere).toBe(expected);
        expect(log[0]).toContain(`cannot enter ${closed}`);
        folders.push(String(await query(postgres.url, 'show data_directory')));
        await postgres.stop();
      }
      expect(new Set(folders).size).toBe(1);
      expect(folders[0]?.startsWith(closed)).toBe(false);
    } finally {
      for (const folder of folders)
        await rm(join(folder, '..', '..'), { recursive: true, force: true });
    }
  });

  test('copies the programs to where its account can read them', async () => {
    const original = await findBinaries();
    const closed = join(directory, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await cp(original.root, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const account = { name: 'nobody', uid: 65534, gid: 65534 };
    const unreadable = binariesAt(join(closed, 'native'), `test-${process.pid}`);
    const place = await choosePlace(directory, unreadable, account, (line) => log.push(line));
    try {
      expect(place.directory).toBe(directory);
      expect(log[0]).toContain(`programs in ${place.binaries.root}`);
      const { exitCode } = await runProgram(place.binaries.initdb, ['--version'], account);
      expect(exitCode).toBe(0);
      expect(await choosePlace(directory, unreadable, account, () => undefined)).toEqual(place);
    } finally {
      await rm(place.binaries.root, { recursive: true, force: true });
    }
  });
});
