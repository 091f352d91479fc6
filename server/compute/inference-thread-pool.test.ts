import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { InferenceRun, LearnedVersion } from '../application/serving/index.ts';
import { versionOf } from '../application/serving/learned-version.ts';
import { loadConfig } from '../config/index.ts';
import { faults } from '../testing/faulty-inference-worker.ts';
import { createTestModelStore } from '../testing/model-artifacts.ts';
import { tinyFacts, tinyTensors } from '../testing/tiny-network.ts';
import { InferenceThreadPool } from './index.ts';

const { nativeDirectory } = loadConfig({});

async function publishedVersion(tensors = tinyTensors()): Promise<LearnedVersion> {
  await using models = await createTestModelStore();
  await models.store.publish({ facts: tinyFacts(), tensors, card: '# Card\n' });
  const outcome = await models.store.load({ model: 'n-beats', version: '1' });
  if (outcome.kind === 'failed') throw new Error(outcome.detail);
  const resolution = versionOf(outcome.artifact);
  if (resolution.kind === 'failed') throw new Error(resolution.detail);
  return resolution.version;
}

// Threads start anew behind some faults.
describe('InferenceThreadPool', { timeout: 60_000 }, () => {
  const fault = new Int32Array(new SharedArrayBuffer(4));
  let version: LearnedVersion;

  beforeEach(async () => {
    fault[0] = faults.none;
    version = await publishedVersion();
  });
  afterEach(() => {
    fault[0] = faults.none;
  });

  const poolWith = (change: object = {}) =>
    new InferenceThreadPool({
      worker: new URL('../testing/faulty-inference-worker.ts', import.meta.url),
      settings: { tensorflow: { backend: 'wasm' as const, nativeDirectory }, fault },
      ...{ threads: 1, maxQueued: 100, modelTimeoutSeconds: 60 },
      ...{ breakerFailures: 2, breakerOpenSeconds: 0.2 },
      ...change,
    });
  const aRun = (change: Partial<InferenceRun> = {}): InferenceRun => ({
    version,
    features: null,
    histories: Float64Array.from({ length: 3 * version.inputSize }, (_, at) => 4 + (at % 7)),
    horizon: 7,
    quantileLevels: [0.1, 0.9],
    lane: 'requested',
    signal: new AbortController().signal,
    ...change,
  });

  it('forecasts every history, the same bytes on every thread', async () => {
    await using pool = poolWith({ threads: 2 });
    expect(await pool.warm(version)).toMatchObject({ kind: 'forecast' });
    const outcomes = await Promise.all([pool.run(aRun()), pool.run(aRun())]);
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[0]).toMatchObject({ kind: 'forecast' });
    const [first] = outcomes[0].kind === 'forecast' ? outcomes[0].forecasts : [];
    expect([first!.mean.length, first!.median.length, first!.quantiles.length]).toEqual([7, 7, 14]);
  });

  it.each(['throwing', 'exiting', 'outOfMemory'] as const)(
    'makes INFERENCE_FAILED of a network that is %s, and works on afterwards',
    async (kind) => {
      await using pool = poolWith();
      fault[0] = faults[kind];
      const outcome = await pool.run(aRun());
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'INFERENCE_FAILED' });
      fault[0] = faults.none;
      expect(await pool.run(aRun())).toMatchObject({ kind: 'forecast' });
    },
  );

  it('makes INFERENCE_TIMEOUT of a network that is slow, and works on afterwards', async () => {
    await using pool = poolWith({ modelTimeoutSeconds: 5 });
    expect(await pool.warm(version)).toMatchObject({ kind: 'forecast' });
    fault[0] = faults.slow;
    expect(await pool.run(aRun())).toMatchObject({ kind: 'failed', reason: 'INFERENCE_TIMEOUT' });
    fault[0] = faults.none;
    expect(await pool.run(aRun())).toMatchObject({ kind: 'forecast' });
  });

  it('lets a version rest that fails again and again, and tries it again by itself', async () => {
    await using pool = poolWith({ breakerOpenSeconds: 1 });
    fault[0] = faults.throwing;
    const outcomes = [await pool.run(aRun()), await pool.run(aRun()), await pool.run(aRun())];
    expect(outcomes.map((outcome) => outcome.kind === 'failed' && outcome.reason)).toEqual([
      'INFERENCE_FAILED',
      'INFERENCE_FAILED',
      'BREAKER_OPEN',
    ]);
    fault[0] = faults.none;
    await vi.waitFor(async () => {
      expect(await pool.run(aRun())).toMatchObject({ kind: 'forecast' });
    }, 20_000);
  });

  it('lets another version answer while one rests', async () => {
    await using pool = poolWith({ breakerFailures: 1, breakerOpenSeconds: 60 });
    fault[0] = faults.throwing;
    await pool.run(aRun());
    expect(await pool.run(aRun())).toMatchObject({ reason: 'BREAKER_OPEN' });
    fault[0] = faults.none;
    const other = await publishedVersion(tinyTensors(2));
    expect(await pool.run(aRun({ version: other }))).toMatchObject({ kind: 'forecast' });
  });

  it('says MODEL_LOAD_FAILED of weights that do not fit, and lets no breaker count it', async () => {
    await using pool = poolWith({ breakerFailures: 1 });
    const wrong = await publishedVersion(tinyTensors().slice(1));
    for (let run = 0; run < 3; run += 1) {
      expect(await pool.run(aRun({ version: wrong }))).toMatchObject({
        reason: 'MODEL_LOAD_FAILED',
        detail: expect.stringContaining('is missing') as string,
      });
    }
  });

  it('sheds requested runs when the queue is full, and still lets fallback runs in', async () => {
    await using pool = poolWith({ maxQueued: 1 });
    const outcomes = await Promise.all([
      ...Array.from({ length: 4 }, () => pool.run(aRun())),
      pool.run(aRun({ lane: 'fallback' })),
    ]);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'forecast' });
    expect(outcomes).toContainEqual(expect.objectContaining({ reason: 'OVERLOADED' }));
  });

  it('throws the reason of an aborted request instead of answering', async () => {
    await using pool = poolWith();
    const signal = AbortSignal.abort(new Error('deadline'));
    await expect(pool.run(aRun({ signal }))).rejects.toThrow('deadline');
  });
});
