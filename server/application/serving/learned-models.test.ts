import { describe, expect, it } from 'vitest';

import { createTestModelStore } from '../../testing/model-artifacts.ts';
import { recordingLogger } from '../../testing/test-service.ts';
import { unmeasured, untraced } from '../../testing/test-api.ts';
import { tinyFacts, tinyTensors } from '../../testing/tiny-network.ts';
import type { RegisteredModel, RegisteredVersion } from '../models/index.ts';
import { type InferenceOutcome, LearnedModels, ThreadProbe, unsuitable } from './index.ts';

const backend = { name: 'wasm', version: 'test' } as const;

/** A registry that knows what is published, over a real store; time stands still until a test moves it. */
async function fixture() {
  const files = await createTestModelStore();
  for (const [version, facts] of [
    ['1', tinyFacts()],
    ['2', tinyFacts({ version: '2' })],
    ['other-kind', tinyFacts({ version: 'other-kind', kind: 'ensemble' })],
    ['odd', tinyFacts({ version: 'odd', architecture: { horizon: 0 } })],
  ] as const) {
    await files.store.publish({ facts, tensors: tinyTensors(Number(version) || 3), card: '#\n' });
  }
  const versions = new Map<string, RegisteredVersion>();
  for (const [index, reference] of (await files.store.published()).entries()) {
    const outcome = await files.store.verify(reference);
    if (outcome.kind === 'failed') throw new Error(outcome.detail);
    versions.set(reference.version, {
      ...{ ...reference, ...outcome.artifact, id: index, registeredAt: new Date(0) },
      ...{ aliases: [], wasPromoted: false },
    });
  }
  const state = { champion: '1' as string | null, now: 0, lookups: 0, warmed: [] as string[] };
  let failure: Error | null = null;
  let warming: InferenceOutcome = { kind: 'forecast', forecasts: [], backend };
  const registry = {
    models: (): Promise<readonly RegisteredModel[]> => {
      state.lookups += 1;
      if (failure !== null) return Promise.reject(failure);
      const { champion } = state;
      const aliases = champion === null ? [] : [{ alias: 'champion' as const, version: champion }];
      return Promise.resolve([{ name: 'n-beats', newest: versions.get('2')!, aliases }]);
    },
    find: (references: readonly { readonly model: string; readonly version: string }[]) =>
      Promise.resolve(
        references.flatMap(({ model, version }) =>
          model === 'n-beats' ? (versions.get(version) ?? []) : [],
        ),
      ),
  };
  const { logger, lines } = recordingLogger();
  const models = new LearnedModels({
    metrics: unmeasured,
    ...{ registry, store: files.store, tracer: untraced, logger, clock: () => state.now },
    runner: {
      warm: ({ reference }) => {
        state.warmed.push(reference.version);
        return Promise.resolve(warming);
      },
    },
  });
  return {
    ...{ files, models, state, lines },
    fail: (error: Error | null) => {
      failure = error;
    },
    warmTo: (outcome: InferenceOutcome) => {
      warming = outcome;
    },
    [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
  };
}

describe('LearnedModels', () => {
  it('loads a version once for all who ask, and warms it before they get it', async () => {
    await using use = await fixture();
    const asked = ['n-beats', 'n-beats', 'n-beats@1'].map((name) => use.models.resolve(name));
    for (const resolution of await Promise.all(asked)) {
      expect(resolution).toMatchObject({ kind: 'ready', version: { reference: { version: '1' } } });
    }
    use.state.now = 5000;
    await use.models.resolve('n-beats');
    expect(use.state.warmed).toEqual(['1']);
    expect(use.lines.map(({ message }) => message)).toEqual(['a learned model is ready']);
  });

  it('asks the registry again after a second, and follows the alias', async () => {
    await using use = await fixture();
    await use.models.resolve('n-beats');
    use.state.champion = '2';
    use.state.now = 999;
    expect(await use.models.resolve('n-beats')).toMatchObject({
      version: { reference: { version: '1' } },
    });
    use.state.now = 1000;
    expect(await use.models.resolve('n-beats')).toMatchObject({
      version: { reference: { version: '2' } },
    });
    expect(use.state.lookups).toBe(2);
  });

  it('says what no champion, another kind and a broken architecture are', async () => {
    await using use = await fixture();
    use.state.champion = null;
    expect(await use.models.resolve('n-beats')).toMatchObject({ reason: 'MODEL_MISSING' });
    for (const [name, detail] of [
      ['n-beats@other-kind', /kind ensemble/],
      ['n-beats@odd', /architecture breaks a rule at horizon/],
    ] as const) {
      expect(await use.models.resolve(name)).toMatchObject({
        reason: 'MODEL_LOAD_FAILED',
        detail: expect.stringMatching(detail) as string,
      });
    }
    expect(await use.models.resolve('unknown')).toBeNull();
    expect(await use.models.resolve('unknown@1')).toBeNull();
  });

  it('lets the breaker judge a model that is slow to warm, but none that does not load', async () => {
    await using use = await fixture();
    use.warmTo({ kind: 'failed', reason: 'INFERENCE_TIMEOUT', detail: 'slow' });
    expect(await use.models.resolve('n-beats@1')).toMatchObject({ kind: 'ready' });
    use.warmTo({ kind: 'failed', reason: 'MODEL_LOAD_FAILED', detail: 'no shape' });
    expect(await use.models.resolve('n-beats@2')).toMatchObject({ reason: 'MODEL_LOAD_FAILED' });
    use.warmTo({ kind: 'forecast', forecasts: [], backend });
    use.state.now = 1000;
    expect(await use.models.resolve('n-beats@2')).toMatchObject({ kind: 'ready' });
  });

  it('passes on that the registry does not answer, and asks again once it does', async () => {
    await using use = await fixture();
    use.fail(new Error('no database'));
    await expect(use.models.resolve('n-beats')).rejects.toThrow('no database');
    use.fail(null);
    use.state.now = 1000;
    expect(await use.models.resolve('n-beats')).toMatchObject({ kind: 'ready' });
  });

  it('knows which datasets and horizons a version is for', async () => {
    await using use = await fixture();
    const resolution = await use.models.resolve('n-beats');
    if (resolution?.kind !== 'ready') throw new Error('not ready');
    const { version } = resolution;
    expect(unsuitable(version, { horizon: 28, frequency: 'daily' })).toBeNull();
    expect(unsuitable(version, { horizon: 29, frequency: 'daily' })).toContain('29');
    expect(unsuitable(version, { horizon: 1, frequency: 'weekly' })).toContain('weekly');
  });
});

describe('ThreadProbe', () => {
  it('measures the 95th percentile of answers, and nothing of what does not answer', async () => {
    await using use = await fixture();
    const load = async (version: string) => {
      const outcome = await use.files.store.load({ model: 'n-beats', version });
      if (outcome.kind === 'failed') throw new Error(outcome.detail);
      return outcome.artifact;
    };
    const good: InferenceOutcome = { kind: 'forecast', forecasts: [], backend };
    const bad: InferenceOutcome = { kind: 'failed', reason: 'INFERENCE_FAILED', detail: 'threw' };
    let now = 0;
    const probe = (warmed: InferenceOutcome, ran: InferenceOutcome) =>
      new ThreadProbe(
        { warm: () => Promise.resolve(warmed), run: () => Promise.resolve(ran) },
        () => (now += 3),
      );
    expect(await probe(good, good).warm(await load('1'))).toEqual({ latencyMs: 3 });
    expect(await probe(good, bad).warm(await load('1'))).toEqual({ latencyMs: null });
    expect(await probe(bad, good).warm(await load('1'))).toEqual({ latencyMs: null });
    expect(await probe(good, good).warm(await load('odd'))).toEqual({ latencyMs: null });
  });
});
