import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { createTestModelStore, someFacts, someTensors } from '../testing/model-artifacts.ts';

it('a process that is killed while it publishes leaves no version, and what it leaves is swept up later', async () => {
  await using test = await createTestModelStore();
  const program = new URL('testing/publish-and-stall.ts', import.meta.url);
  const execArgv = ['--conditions=source', '--disable-warning=ExperimentalWarning'];
  const child = fork(program, [test.directory, test.keyFile], { execArgv });
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');

  const folder = join(test.directory, 'demo-net');
  const [left] = await readdir(folder);
  expect(left).toMatch(/^\.1\./);
  expect(await readdir(join(folder, left!, '1'))).toHaveLength(4);
  expect(await test.store.published()).toEqual([]);
  expect(await test.store.load({ model: 'demo-net', version: '1' })).toMatchObject({
    reason: 'MODEL_MISSING',
  });

  const longAgo = new Date(Date.now() - 7_200_000);
  await utimes(join(folder, left!), longAgo, longAgo);
  const artifact = { facts: someFacts(), tensors: someTensors(), card: '# Card\n' };
  expect(await test.store.publish(artifact)).toMatchObject({ unchanged: false });
  expect(await readdir(folder)).toEqual(['1']);
});
