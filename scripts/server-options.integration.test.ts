import { describe, expect, it } from 'vitest';

import { spawnProgram } from './testing/spawn-program.ts';

/** Says of every start of a process which one it is and how it was started. */
const probe =
  "data:text/javascript,import{isMainThread}from'node:worker_threads';if(isMainThread)console.error('STARTED',process.pid,...process.execArgv)";

/** Starts a command that ends at once, because its settings are wrong; the options that each start of a process had. */
async function startsOf(command: string, nodeOptions = '') {
  await using program = spawnProgram([command], {
    NODE_OPTIONS: `${nodeOptions} --import=${probe}`,
    PORT: 'none',
  });
  expect(await program.ended).toBe(2);
  return program
    .diagnostics()
    .split('\n')
    .filter((line) => line.startsWith('STARTED'))
    .map((line) => {
      const [, pid, ...options] = line.split(' ');
      return { pid, options };
    });
}

describe.skipIf(process.platform === 'win32')('options of V8', { timeout: 60_000 }, () => {
  it('are given to servers, which stay the same process', async () => {
    const [first, second, ...others] = await startsOf('serve');
    expect(others).toEqual([]);
    expect(second?.pid).toBe(first?.pid);
    const added = second?.options.filter((option) => !first?.options.includes(option));
    expect(added).toEqual([
      '--min-semi-space-size=64',
      '--max-semi-space-size=64',
      '--heap-growing-percent=100',
      expect.stringMatching(/^--v8-pool-size=[1-4]$/),
    ]);
  });

  it('are left alone where some are given, and by other commands', async () => {
    expect(await startsOf('serve', '--max-semi-space-size=16')).toHaveLength(1);
    expect(await startsOf('datasets')).toHaveLength(1);
  });
});
