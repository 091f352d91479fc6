import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { StopRequested } from './runtime/index.ts';
import { freePort } from './testing/free-port.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('without DATABASE_URL commands share an embedded database that stops with the last of them', async () => {
  await using folder = await temporaryFolder();
  // As root PostgreSQL runs under another account, which must be able to enter.
  await chmod(folder.path, 0o755);
  const DATA_DIRECTORY = join(folder.path, 'data');
  const env = {
    DATA_DIRECTORY,
    WORKER_THREADS: '1',
    LOG_LEVEL: 'silent',
    PORT: String(await freePort()),
  };

  const before = await runInProcess(['doctor'], env);
  expect(before.output).toContain('the embedded PostgreSQL works here; it has no data yet');
  expect(await readdir(folder.path)).toEqual([]);

  const stop = new AbortController();
  const started = runInProcess(['start'], env, stop.signal);
  const health = () =>
    fetch(`http://127.0.0.1:${env.PORT}/health`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(health, { timeout: 60_000 }).toBe(200);
  expect((await runInProcess(['datasets'], env)).output).toContain('synthetic-demo');
  stop.abort(new StopRequested('SIGINT'));
  const { code, diagnostics } = await started;
  expect(code).toBe(0);
  expect(diagnostics).toMatch(
    /generating synthetic demo data[\s\S]*Paste this query[\s\S]*Stopped\.\n$/,
  );

  const after = await runInProcess(['doctor', '--json'], env);
  expect(JSON.parse(after.output)).toMatchObject({
    healthy: true,
    checks: expect.arrayContaining([
      expect.objectContaining({ name: 'data', found: 'synthetic-demo' }),
    ]) as unknown,
  });
  const files = await readdir(folder.path, { recursive: true });
  expect(files.filter((file) => file.endsWith('postmaster.pid'))).toEqual([]);
});
