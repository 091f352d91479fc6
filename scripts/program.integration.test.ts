import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { freePort } from './testing/free-port.ts';
import { spawnProgram } from './testing/spawn-program.ts';
import { temporaryFolder, type TemporaryFolder } from './testing/temporary-folder.ts';

let folder: TemporaryFolder;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await temporaryFolder();
  // As root PostgreSQL runs under another account, which must be able to enter.
  await chmod(folder.path, 0o755);
  env = {
    DATABASE_URL: '',
    DATA_DIRECTORY: join(folder.path, 'data'),
    PORT: String(await freePort()),
    WORKER_THREADS: '1',
    LOG_LEVEL: 'info',
  };
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Files by which PostgreSQL says that it runs. */
async function postmasters(): Promise<readonly string[]> {
  const files = await readdir(folder.path, { recursive: true });
  return files.filter((file) => file.endsWith('postmaster.pid'));
}

const paste = /query FirstForecast \{[\s\S]*\n\}\n/;

test('start makes everything, serves the query that it prints, and Ctrl-C stops everything', async () => {
  await using started = spawnProgram(['start'], env);
  await started.said('Ctrl-C stops everything.');
  expect(started.diagnostics()).toContain('Creating a PostgreSQL');
  expect(started.diagnostics()).toContain('generate: 300 of 300 items (100 %)');
  expect(started.diagnostics()).toContain(`http://127.0.0.1:${env['PORT'] ?? ''}/graphql`);

  const query = paste.exec(started.diagnostics())?.[0];
  const answer = await fetch(`http://127.0.0.1:${env['PORT'] ?? ''}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const body = (await answer.json()) as { data: { forecast: { forecasts: unknown[] } } };
  expect(body.data.forecast.forecasts).toHaveLength(3);

  started.process.kill('SIGINT');
  expect(await started.ended).toBe(0);
  expect(started.diagnostics()).toContain('Stopped.');
  expect(await postmasters()).toEqual([]);

  const request = started
    .output()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .find(({ path }) => path === '/graphql');
  expect(request).toMatchObject({
    level: 'info',
    operation: 'FirstForecast',
    trace_id: answer.headers.get('x-trace-id'),
  });
});

test('a second start reuses the data, and other commands may work beside it', async () => {
  await using started = spawnProgram(['start'], env);
  await started.said('Ctrl-C stops everything.');
  expect(started.diagnostics()).not.toMatch(/Creating|generat/);
  await using datasets = spawnProgram(['datasets', '--json'], env);
  expect(await datasets.ended).toBe(0);
  expect(JSON.parse(datasets.output())).toMatchObject([{ slug: 'synthetic-demo', items: 300 }]);
  // A service manager may signal every process of a group, and a parent forwards its own.
  started.process.kill('SIGTERM');
  started.process.kill('SIGINT');
  expect(await started.ended).toBe(0);
  expect(await postmasters()).toEqual([]);
});

test('a command that is interrupted ends with 130, writes nothing and leaves nothing running', async () => {
  await using ingesting = spawnProgram(['demo', '--scale', 'm5', '--dataset', 'cut-short'], env);
  await ingesting.said('generate:');
  ingesting.process.kill('SIGINT');
  expect(await ingesting.ended).toBe(130);
  expect(ingesting.diagnostics()).toContain('nothing was left half done');
  expect(ingesting.output()).toBe('');
  await using datasets = spawnProgram(['datasets', '--json'], env);
  await datasets.ended;
  expect(datasets.output()).not.toContain('cut-short');
  expect(await postmasters()).toEqual([]);
});

test('a reader that leaves early ends the command quietly', async () => {
  await using forecast = spawnProgram(['forecast', '--all', '--horizon', '300'], env);
  forecast.process.stdout?.once('data', () => forecast.process.stdout?.destroy());
  expect(await forecast.ended).toBe(0);
  expect(forecast.diagnostics()).not.toContain('EPIPE');
  expect(await postmasters()).toEqual([]);
});

test('wrong use ends with 2 before anything is started', async () => {
  await using wrong = spawnProgram(['start', '--fast'], {
    ...env,
    DATA_DIRECTORY: join(folder.path, 'none'),
  });
  expect(await wrong.ended).toBe(2);
  expect(wrong.diagnostics()).toContain("unknown option '--fast'");
  expect(await readdir(folder.path)).not.toContain('none');
});

test('a port that is taken is named, and the database is stopped again', async () => {
  await using started = spawnProgram(['serve'], env);
  await started.said('serves at');
  await using second = spawnProgram(['serve'], env);
  expect(await second.ended).toBeGreaterThan(0);
  expect(second.diagnostics()).toContain(env['PORT']);
  expect(second.diagnostics()).not.toContain(' at ');
  started.process.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  expect(await postmasters()).toEqual([]);
});
