import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { createTestModelStore, type TestModelStore } from '../../testing/model-artifacts.ts';
import { type RunningApp, startApp } from '../../testing/running-app.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import type { Progress } from '../telemetry.ts';
import {
  type DataCheck,
  promotionOutcome,
  type RebuildInquiry,
  type RebuildStage,
} from './index.ts';

const settings = {
  ...{ horizon: 7, quantileLevels: [0.1, 0.9], lookbacks: [2], members: 1 },
  ...{ steps: 120, batchSize: 16, learningRate: { peak: 1e-2 } },
  network: { blocks: 1, layers: 1, width: 8, harmonics: 3 },
};
const asked = { dataset: 'shop', backend: 'wasm', actor: 'ada' } as const;
const seeded = (seed: number): RebuildInquiry => ({ ...asked, settings: { ...settings, seed } });

interface Place extends AsyncDisposable {
  readonly running: RunningApp;
  readonly files: TestModelStore;
}

const places: Place[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place[Symbol.asyncDispose]();
});

/** A database and a store of their own, with the same shop. The shop is too regular for the gate, whose thresholds are wide. */
async function newPlace(env: Readonly<Record<string, string>> = {}, days = 120): Promise<Place> {
  const files = await createTestModelStore();
  const running = await startApp({
    ...{ DATA_DIRECTORY: join(files.folder, 'data'), MODEL_STORE_DIRECTORY: files.directory },
    ...{ MODEL_PUBLIC_KEYS: files.key.publicKey.text, MODEL_SIGNING_KEY: files.keyFile },
    ...{ TENSOR_BACKEND: 'wasm', MODEL_TIMEOUT_SECONDS: '60', GATE_MAX_LATENCY_MS: '600000' },
    ...{ GATE_MIN_WAPE_IMPROVEMENT_POINTS: '-100', GATE_MAX_BIAS_PERCENT: '100' },
    ...{ GATE_MAX_BACKTEST_OVER_SINGLE_RUN_PERCENT: '1000', GATE_MAX_COVERAGE_ERROR_POINTS: '100' },
    ...env,
  });
  await ingestShop(running.app.ingestions, { items: 12, days });
  const place: Place = {
    ...{ running, files },
    [Symbol.asyncDispose]: async () => {
      await running[Symbol.asyncDispose]();
      await files[Symbol.asyncDispose]();
    },
  };
  places.push(place);
  return place;
}

function listen(abort = new AbortController()) {
  const told = {
    stages: [] as RebuildStage[],
    checks: [] as DataCheck[],
    progress: [] as Progress[],
  };
  return {
    told,
    control: {
      signal: abort.signal,
      onStage: (stage: RebuildStage) => told.stages.push(stage),
      onChecks: (checks: readonly DataCheck[]) => told.checks.push(...checks),
      onProgress: (progress: Progress) => told.progress.push(progress),
      onStart: () => undefined,
    },
  };
}

const defaultOf = async ({ running: { app } }: Place) =>
  (await app.catalog.datasets())[0]!.defaultModel;

describe('a rebuild', { timeout: 240_000 }, () => {
  it('goes from the data to a champion that is the default, and gives the same artifact in another place', async () => {
    const [one, other] = [await newPlace(), await newPlace()];
    const { told, control } = listen();
    const first = await one.running.app.rebuildModel.execute(seeded(1), control);
    expect(told.stages).toEqual(['check', 'features', 'train', 'backtest', 'promote']);
    expect(told.checks.map(({ check, state }) => [check, state])).toEqual([
      ['history', 'passed'],
      ['items', 'passed'],
      ['unknown', 'passed'],
      ['audit', 'passed'],
      ['prices', 'passed'],
      ['events', 'warning'],
      ['freshness', 'warning'],
      ['origin', 'warning'],
    ]);
    const { model, version, sha256 } = first.training.version;
    const name = `${model}@${version}`;
    expect(first.backtest.run.config).toMatchObject({
      models: [name, 'ets-ana', 'seasonal-naive'],
      windows: 3,
      horizon: 7,
    });
    expect(first.promotion).toMatchObject({
      entry: { to: version, actor: 'ada', reason: 'rebuilt on shop', forced: false },
      gate: { passed: true, source: `backtest ${first.backtest.run.id}` },
    });
    expect(first.defaultModel).toBe('n-beats');
    expect(await defaultOf(one)).toBe('n-beats');

    const again = await other.running.app.rebuildModel.execute(seeded(1), listen().control);
    expect(again.training.version.sha256).toBe(sha256);
    expect(again.backtest.run.resultHash).toBe(first.backtest.run.resultHash);
    const second = await one.running.app.rebuildModel.execute(seeded(2), listen().control);
    expect(second.training.version.sha256).not.toBe(sha256);
    expect(second.backtest.run.config.models).toContain(name);
  });

  it('that needs approval ends with a version that passed the gate and serves nobody until somebody promotes it', async () => {
    const place = await newPlace();
    const { app } = place.running;
    const asking = { ...seeded(1), promotion: 'approval' } as const;
    const rebuild = await app.rebuildModel.execute(asking, listen().control);
    expect(promotionOutcome(rebuild)).toBe('awaiting-approval');
    expect(rebuild.promotion).toMatchObject({
      entry: { alias: 'challenger' },
      gate: { passed: true },
    });
    expect(await defaultOf(place)).toBeNull();
    // A start of the server promotes what never had a place; what waits for approval has one.
    await app.takeUpModels();
    const { model, version } = rebuild.training.version;
    expect(await app.models.model(model)).toMatchObject({
      champion: null,
      challenger: { version },
    });
    const approval = { model, version, actor: 'bob', reason: 'looked at it' };
    expect((await app.promoteModel.execute(approval)).entry).toMatchObject({ alias: 'champion' });
    const again = await app.rebuildModel.execute(asking, listen().control);
    expect(promotionOutcome(again)).toBe('promoted');
  });

  it('that was stopped goes on: neither training nor what was scored is done again', async () => {
    const place = await newPlace();
    const { app } = place.running;
    const abort = new AbortController();
    const { control } = listen(abort);
    const stopped = app.rebuildModel.execute(seeded(1), {
      ...control,
      onStage: (stage) => {
        if (stage === 'backtest') abort.abort(new Error('stopped by hand'));
      },
    });
    await expect(stopped).rejects.toThrow('stopped by hand');
    const { told, control: later } = listen();
    const { training, promotion } = await app.rebuildModel.execute(seeded(1), later);
    expect(training.unchanged).toBe(true);
    expect(told.progress.map(({ stage }) => stage)).not.toContain('train');
    expect(promotion.entry).not.toBeNull();

    const { told: third, control: last } = listen();
    expect(await app.rebuildModel.execute(seeded(1), last)).toMatchObject({
      promotion: { unchanged: true },
      defaultModel: 'n-beats',
    });
    expect(third.progress.map(({ stage }) => stage)).not.toContain('backtest');
  });

  it('leaves everything as it is where the gate refuses, with the reasons, and the default where it is told to', async () => {
    const strict = await newPlace({ GATE_MIN_WAPE_IMPROVEMENT_POINTS: '100' });
    const { promotion, defaultModel, training } = await strict.running.app.rebuildModel.execute(
      seeded(1),
      listen().control,
    );
    expect(promotion).toMatchObject({ entry: null, userErrors: [{ code: 'GATE_FAILED' }] });
    expect(defaultModel).toBeNull();
    expect(await defaultOf(strict)).toBeNull();
    expect(training.version.aliases).toEqual([]);

    const { version } = training.version;
    await strict.running.app.promoteModel.execute({
      ...{ model: 'n-beats', version, actor: 'ada', reason: 'in spite of it', force: true },
    });
    const kept = { ...seeded(1), setsDefault: false };
    const again = await strict.running.app.rebuildModel.execute(kept, listen().control);
    expect(again.promotion.unchanged).toBe(true);
    expect(await defaultOf(strict)).toBeNull();
  });

  it('of data that nothing can be learned from is refused before it trains, with what was found', async () => {
    const { running } = await newPlace({}, 30);
    const { told, control } = listen();
    await expect(running.app.rebuildModel.execute(seeded(1), control)).rejects.toMatchObject({
      code: 'DATA_UNFIT',
      details: { dataset: 'shop', checks: [{ check: 'history' }] },
    });
    expect(told.stages).toEqual(['check']);
    expect(told.checks[0]).toMatchObject({ state: 'refused' });
  });
});

describe('a backtest of learned models', { timeout: 240_000 }, () => {
  it('names the version, computes what serves, and looks at no window that the weights have seen', async () => {
    const { running } = await newPlace();
    const { app } = running;
    const { training } = await app.rebuildModel.execute(seeded(1), listen().control);
    const name = `n-beats@${training.version.version}`;
    const { signal, onProgress } = listen().control;
    const backtest = (models: string[], windows: number) =>
      app.runBacktest.execute(
        { dataset: 'shop', horizon: 7, windows, models },
        { signal, onProgress },
      );
    const { run, leaderboard } = await backtest(['n-beats', 'naive'], 2);
    expect(run.config.models).toEqual([name, 'naive']);
    const entry = leaderboard.find(({ model }) => model === name)!;
    // Medians hit the demand of so regular a shop; means are not rounded and cannot.
    expect(entry.wapeMean).toBeGreaterThan(0);
    expect(entry.wapeMean).toBeLessThan(0.1);
    expect(entry.levels.at(-1)).toMatchObject({ level: 'item-store', series: 12 });

    await expect(backtest([name], 4)).rejects.toMatchObject({
      code: 'LOOK_AHEAD',
      details: { model: name, seenTo: '2015-04-09', cutoff: '2015-04-02' },
    });
    await expect(backtest(['n-beats@ghost'], 2)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });

    const longer = { dataset: 'shop', horizon: 14, windows: 1, models: [name] };
    await expect(app.runBacktest.execute(longer, { signal, onProgress })).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
  });

  it('tells networks of features what they were told in training: the same windows score the same', async () => {
    const { running } = await newPlace();
    const { training, backtest } = await running.app.rebuildModel.execute(
      { ...seeded(1), model: 'mlp', windows: 2 },
      listen().control,
    );
    const scored = backtest.leaderboard.find(({ model }) => model.startsWith('mlp@'))!;
    for (const trained of training.scores) {
      const level = scored.levels.find(({ level: name }) => name === trained.level)!;
      expect(level.wapeMean, trained.level).toBeCloseTo(trained.wapeMean!, 6);
      expect(level.bias, trained.level).toBeCloseTo(trained.bias!, 6);
    }
  });
});
