import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { loadConfig } from '../../server/config/index.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk, checkNode, checkResources } from './check-machine.ts';
import { checkModels, checkPort, checkTracing } from './check-services.ts';
import { checkTensors } from './check-tensors.ts';
import { examine } from './index.ts';

const taken = createServer();
let takenPort = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  takenPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  taken.on('connection', (socket) => socket.destroy());
});
afterAll(() => {
  taken.close();
});

const config = (env: Readonly<Record<string, string>> = {}) => loadConfig(env);

test.each([
  ['20.20.2', 'failed'],
  ['22.17.9', 'failed'],
  ['22.18.0', 'ok'],
  ['22.23.3', 'ok'],
  ['24.1.0', 'warning'],
])('Node %s is %s', (version, status) => {
  expect(checkNode(version).status).toBe(status);
});

test('the machine and the disk are measured, also for a folder that does not exist yet', async () => {
  expect(checkResources().found).toMatch(/^\d+ cores, [\d.]+ [kMGT]?B of memory$/);
  await using folder = await temporaryFolder();
  const disk = await checkDisk(join(folder.path, 'not', 'yet'));
  expect(disk.found).toContain(`free in ${folder.path}`);
});

test('a free port is fine, and one that another program uses is not', async () => {
  expect(await checkPort(config({ PORT: '0' }))).toMatchObject({ status: 'ok' });
  const check = await checkPort(config({ PORT: String(takenPort) }));
  expect(check).toMatchObject({ status: 'failed' });
  expect(check.advice).toContain('PORT');
});

test('a collector that answers is fine, one that does not is a warning', async () => {
  expect(await checkTracing(null)).toMatchObject({ status: 'ok' });
  expect(await checkTracing('console')).toMatchObject({ found: 'exported to console' });
  expect(await checkTracing(`http://127.0.0.1:${takenPort}`)).toMatchObject({ status: 'ok' });
  expect(await checkTracing('http://127.0.0.1:9')).toMatchObject({ status: 'warning' });
});

test('models start on their threads, and a model that does not exist is a warning', async () => {
  const checks = await checkModels(config({ MODEL_NAME: 'crystal-ball', WORKER_THREADS: '1' }));
  expect(checks).toMatchObject([
    { name: 'model workers', status: 'ok' },
    { name: 'model', status: 'warning', found: 'MODEL_NAME=crystal-ball is not available' },
  ]);
});

test('the tensor backend says which one it is, and one that is missing has failed', async () => {
  const wasm = await checkTensors(config({ TENSOR_BACKEND: 'wasm' }));
  expect(wasm).toMatchObject({ name: 'tensors', status: 'ok' });
  expect(wasm.found).toMatch(/^wasm: tfjs-backend-wasm .+, 1 thread$/);
  await using folder = await temporaryFolder();
  const nowhere = { NATIVE_DIRECTORY: folder.path };
  const native = await checkTensors(config({ ...nowhere, TENSOR_BACKEND: 'native' }));
  expect(native).toMatchObject({ status: 'failed' });
  expect(native.advice).toContain('npm run native');
});

test('a database that does not answer has failed', async () => {
  const checks = await checkDatabase(config({ DATABASE_URL: 'postgres://a:b@127.0.0.1:9/x' }));
  expect(checks).toMatchObject([{ name: 'database', status: 'failed' }]);
  expect(JSON.stringify(checks)).not.toContain('a:b');
});

test('broken settings are named, and nothing is tried with them', async () => {
  const checks = await examine({
    nodeVersion: '22.23.3',
    config: () => config({ PORT: 'many' }),
    spanTarget: null,
  });
  expect(checks.at(-1)).toMatchObject({ name: 'settings', status: 'failed' });
  expect(checks.at(-1)?.found).toContain('PORT');
});
