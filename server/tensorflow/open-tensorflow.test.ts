import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';

import { openTensorflow } from './index.ts';
import { availableBackends, openForTest } from './testing/available-backends.ts';
import { smallNetwork } from './testing/small-network.ts';

const nowhere = await mkdtemp(join(tmpdir(), 'forecastle-no-native-'));
afterAll(async () => rm(nowhere, { recursive: true }));

describe('openTensorflow', () => {
  it('takes WebAssembly where nothing else is, and says why', async () => {
    const opened = await openTensorflow({ backend: 'auto', nativeDirectory: nowhere });
    expect(opened).toMatchObject({ backend: 'wasm', threads: 1 });
    expect(opened.version).toMatch(/^tfjs-backend-wasm \d+\.\d+\.\d+, SIMD$/);
    expect(opened.nativeProblem).toContain('@tensorflow/tfjs-node');
    expect(tf.getBackend()).toBe('wasm');
  });

  it('refuses a native backend that is not there, with the way out', async () => {
    await expect(
      openTensorflow({ backend: 'native', nativeDirectory: nowhere }),
    ).rejects.toMatchObject({
      code: 'TENSORFLOW_UNAVAILABLE',
      message: expect.stringContaining('npm run native') as string,
      details: { backend: 'native' },
    });
  });

  it.each(availableBackends)(
    'computes in worker threads on %s',
    { timeout: 60_000 },
    async (backend) => {
      const file = new URL('./testing/small-network-worker.ts', import.meta.url);
      const workers = [1, 2].map(
        () => new Worker(file, { workerData: backend, execArgv: ['--conditions=source'] }),
      );
      const answers = await Promise.all(workers.map(async (worker) => once(worker, 'message')));
      await Promise.all(workers.map(async (worker) => worker.terminate()));
      await openForTest(backend);
      const network = smallNetwork();
      const here = Array.from({ length: 3 }, () => network.step());
      network.dispose();
      expect(answers).toEqual([[here], [here]]);
    },
  );
});

describe.each(availableBackends)('training on %s', (backend) => {
  it('repeats itself bit for bit and leaves no tensor behind', async () => {
    await openForTest(backend);
    const before = tf.memory().numTensors;
    const losses = [0, 1].map(() => {
      const network = smallNetwork();
      const first = network.step();
      const after = tf.memory().numTensors;
      const later = Array.from({ length: 5 }, () => network.step());
      expect(tf.memory().numTensors).toBe(after);
      network.dispose();
      return [first, ...later];
    });
    expect(losses[0]).toEqual(losses[1]);
    expect(losses[0]!.at(-1)).toBeLessThan(losses[0]![0]!);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives what WebAssembly gives, to four digits', async () => {
    const [found, expected] = [[], []] as [number[], number[]];
    for (const [name, losses] of [
      [backend, found],
      ['wasm', expected],
    ] as const) {
      await openForTest(name);
      const network = smallNetwork();
      for (let step = 0; step < 10; step += 1) losses.push(network.step());
      network.dispose();
    }
    found.forEach((loss, step) => {
      expect(Math.abs(loss - expected[step]!)).toBeLessThan(1e-4 * (1 + Math.abs(expected[step]!)));
    });
  });
});
