import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type {
  InferenceOutcome,
  InferenceRun,
  LearnedVersion,
} from '../application/serving/index.ts';
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

/** Every number of every forecast. */
function numbersOf(outcomes: readonly InferenceOutcome[]): readonly number[] {
  return outcomes.flatMap((outcome) =>
    outcome.kind === 'failed'
      ? []
      : outcome.forecasts.flatMap(({ mean, median, quantiles }) => [
          ...mean,
          ...median,
          ...quantiles,
        ]),
  );
}

// Threads start anew behind some faults.
describe('InferenceThreadPool', { timeout: 60_000 }, () => {
  /** The fault, and the tensor calls so far. */
  const fault = new Int32Array(new SharedArrayBuffer(8));
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
      ...{ threads: 1, batchRows: 512, maxQueued: 100, modelTimeoutSeconds: 60 },
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
    await using pool = poolWith({ modelTimeoutSeconds: 10 });
    expect(await pool.warm(version)).toMatchObject({ kind: 'forecast' });
    fault[0] = faults.slow;
    expect(await pool.run(aRun())).toMatchObject({ kind: 'failed', reason: 'INFERENCE_TIMEOUT' });
    fault[0] = faults.none;
    expect(await pool.run(aRun())).toMatchObject({ kind: 'forecast' });
  });

  it('gets a thread up that takes longer to start than anybody waits', async () => {
    await using pool = poolWith({ modelTimeoutSeconds: 0.3, breakerFailures: 1000 });
    await vi.waitFor(async () => {
      expect(await pool.run(aRun())).toMatchObject({ kind: 'forecast' });
    }, 50_000);
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

  describe('with runs that wait together', () => {
    /** Holds the only thread until the fault is taken away, so that what is asked for meanwhile waits. */
    const whileHeld = async <Answer>(
      pool: { run(run: InferenceRun): Promise<InferenceOutcome> },
      ask: () => Answer,
    ): Promise<{ readonly held: InferenceOutcome; readonly asked: Awaited<Answer> }> => {
      await pool.run(aRun());
      const before = calls();
      fault[0] = faults.held;
      const held = pool.run(aRun());
      await vi.waitUntil(() => calls() > before);
      const asked = ask();
      fault[0] = faults.none;
      Atomics.notify(fault, 0);
      return { held: await held, asked: await asked };
    };
    const calls = () => Atomics.load(fault, 1);
    const histories = (rows: number, seed: number) =>
      Float64Array.from({ length: rows * version.inputSize }, (_, at) => (at * seed) % 13);

    it('answers each as if it were alone, in one tensor call', async () => {
      await using pool = poolWith();
      const runs = [
        aRun({ histories: histories(2, 3) }),
        aRun({ histories: histories(5, 7), horizon: 28, quantileLevels: [0.5] }),
        aRun({ histories: histories(1, 11), horizon: 1, quantileLevels: [0.2, 0.4, 0.6, 0.99] }),
      ];
      const alone: InferenceOutcome[] = [];
      for (const run of runs) alone.push(await pool.run(run));
      const before = calls();
      const { asked } = await whileHeld(pool, () => Promise.all(runs.map((run) => pool.run(run))));
      // One before the thread was held, one that held it, and one for all.
      expect(calls() - before).toBe(3);
      expect(numbersOf(asked)).toHaveLength(numbersOf(alone).length);
      for (const [place, value] of numbersOf(asked).entries()) {
        expect(Math.abs(value - numbersOf(alone)[place]!)).toBeLessThan(1e-4);
      }
    });

    it('gives each a call of its own where that is wanted, and other versions always', async () => {
      const other = await publishedVersion(tinyTensors(2));
      for (const [batchRows, versions, expected] of [
        [0, [version, version], 4],
        [512, [version, other, version], 4],
      ] as const) {
        await using pool = poolWith({ batchRows });
        const before = calls();
        const { asked } = await whileHeld(pool, () =>
          Promise.all(versions.map((one) => pool.run(aRun({ version: one })))),
        );
        expect(asked.every(({ kind }) => kind === 'forecast')).toBe(true);
        expect(calls() - before).toBe(expected);
      }
    });

    it('lets none fail for its neighbours', async () => {
      await using pool = poolWith();
      const { asked } = await whileHeld(pool, () =>
        Promise.all([aRun(), aRun({ horizon: 29 }), aRun()].map((run) => pool.run(run))),
      );
      expect(
        asked.map((outcome) => (outcome.kind === 'failed' ? outcome.reason : 'sound')),
      ).toEqual(['sound', 'INFERENCE_FAILED', 'sound']);
    });

    it('answers the others where a caller goes away, and forgets it', async () => {
      await using pool = poolWith();
      const leaving = new AbortController();
      const { asked } = await whileHeld(pool, () => {
        const gone = pool.run(aRun({ signal: leaving.signal })).catch(String);
        const stays = pool.run(aRun());
        leaving.abort(new Error('gone'));
        return Promise.all([gone, stays]);
      });
      expect(asked[0]).toContain('gone');
      expect(asked[1]).toMatchObject({ kind: 'forecast' });
    });

    it('counts a call that takes too long once, however many were in it', async () => {
      await using pool = poolWith({ modelTimeoutSeconds: 1, breakerOpenSeconds: 60 });
      fault[0] = faults.held;
      const outcomes = await Promise.all([aRun(), aRun(), aRun()].map((run) => pool.run(run)));
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ reason: 'INFERENCE_TIMEOUT' });
      }
      expect(await pool.run(aRun())).not.toMatchObject({ reason: 'BREAKER_OPEN' });
    });

    it('spreads a large run over the threads, and gives it back in order', async () => {
      await using pool = poolWith({ threads: 2 });
      const rows = 1100;
      const outcome = await pool.run(aRun({ histories: histories(rows, 5), horizon: 3 }));
      const last = histories(rows, 5).slice(-version.inputSize);
      const alone = await pool.run(aRun({ histories: last, horizon: 3 }));
      expect(outcome.kind === 'forecast' && outcome.forecasts.length).toBe(rows);
      expect(numbersOf([outcome]).slice(-12)).toEqual(numbersOf([alone]));
    });
  });

  it('throws the reason of an aborted request instead of answering', async () => {
    await using pool = poolWith();
    const signal = AbortSignal.abort(new Error('deadline'));
    await expect(pool.run(aRun({ signal }))).rejects.toThrow('deadline');
  });
});
