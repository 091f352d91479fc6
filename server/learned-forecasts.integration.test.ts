import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { WeightTensor } from './application/models/index.ts';
import { createTestModelStore, type TestModelStore } from './testing/model-artifacts.ts';
import type { Attributes, Tracer } from './application/telemetry.ts';
import { hugeTensors } from './testing/model-faults.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop, shopKey } from './testing/shop-data.ts';
import { type LogLine, recordingLogger } from './testing/test-service.ts';
import { tinyFacts, tinyTensors, toldArchitecture, toldFacts } from './testing/tiny-network.ts';

interface Answer {
  readonly forecast: {
    readonly forecasts: readonly {
      readonly mean: readonly number[];
      readonly servedModel: string;
      readonly degradation: { readonly reason: string; readonly detail: string } | null;
      readonly provenance: {
        readonly modelVersion: string;
        readonly artifactSha256: string | null;
      };
    }[];
  };
}

const query = /* GraphQL */ `
  query ($keys: [String!]!, $model: String, $horizon: Int!) {
    forecast(input: { dataset: "shop", itemKeys: $keys, model: $model, horizon: $horizon }) {
      forecasts {
        mean
        servedModel
        degradation {
          reason
          detail
        }
        provenance {
          modelVersion
          artifactSha256
        }
      }
    }
  }
`;

const ingest = /* GraphQL */ `
  mutation ($input: IngestDemandInput!) {
    ingestDemand(input: $input) {
      userErrors {
        message
      }
    }
  }
`;

const place = { category: 'FOODS', store: 'CA_1', state: 'CA' };
const patience = { timeout: 30_000, interval: 150 };

/** Keeps what spans say of kept forecasts, request by request. */
function cacheTracer(): { readonly tracer: Tracer; readonly seen: Attributes[] } {
  const seen: Attributes[] = [];
  const set = (attributes: Attributes): void => {
    if ('forecast.cache.hits' in attributes) seen.push(attributes);
  };
  const tracer: Tracer = {
    span: (_name, _attributes, work) => work({ set, event: () => undefined }),
    traceId: () => null,
    traceparent: () => null,
  };
  return { tracer, seen };
}

describe('learned models over GraphQL', { timeout: 60_000 }, () => {
  let models: TestModelStore;
  let service: RunningApp;
  let strict: RunningApp;
  let recorded: readonly LogLine[] = [];
  const cache = cacheTracer();

  beforeAll(async () => {
    models = await createTestModelStore();
    const publish = (version: string, tensors: readonly WeightTensor[]) =>
      models.store.publish({ facts: tinyFacts({ version }), tensors, card: '# Card\n' });
    await publish('1', tinyTensors(1));
    await publish('2', tinyTensors(2));
    await publish('wrong-shape', tinyTensors().slice(1));
    await publish('huge', hugeTensors());
    const sound = { facts: tinyFacts({ model: 'comes-along' }), tensors: tinyTensors(7) };
    await models.store.publish({ ...sound, card: '# Card\n' });
    const told = [
      { facts: toldFacts(), tensors: tinyTensors(1, toldArchitecture) },
      {
        facts: toldFacts({ version: 'other-features', categories: { store: ['', 'CA_1'] } }),
        tensors: tinyTensors(1, toldArchitecture),
      },
    ];
    for (const one of told) await models.store.publish({ ...one, card: '# Card\n' });
    const env = {
      MODEL_NAME: 'n-beats',
      MODEL_STORE_DIRECTORY: models.directory,
      MODEL_PUBLIC_KEYS: models.key.publicKey.text,
      MODEL_KEYS_FILE: join(models.folder, 'none.json'),
      MODEL_SIGNING_KEY: models.keyFile,
      MODEL_TIMEOUT_SECONDS: '30',
      REQUEST_TIMEOUT_SECONDS: '60',
      GATE_MAX_LATENCY_MS: '600000',
      TENSOR_BACKEND: 'wasm',
    };
    const recorder = recordingLogger();
    service = await startApp(env, { logger: recorder.logger, tracer: cache.tracer });
    strict = await startApp({ ...env, FALLBACK: 'false', FORECAST_CACHE_BYTES: '0' });
    for (const running of [service, strict]) {
      const { app } = running;
      await ingestShop(app.ingestions, { items: 12, days: 100 });
      await running.post(ingest, {
        input: {
          dataset: 'shop',
          createItems: true,
          updates: [
            { item: 'NEW', attributes: place, start: '2015-04-08', values: [3, 4, 5] },
            {
              item: 'ZERO',
              attributes: place,
              start: '2015-02-10',
              values: [1, ...Array.from({ length: 59 }, () => 0)],
            },
          ],
        },
      });
      await promote(app, '1');
    }
    recorded = recorder.lines;
  }, 120_000);
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await strict[Symbol.asyncDispose]();
    await models[Symbol.asyncDispose]();
  });

  const promote = async (app: RunningApp['app'], version: string) => {
    const { userErrors } = await app.promoteModel.execute({
      ...{ model: 'n-beats', version, actor: 'test', reason: 'test', force: true },
    });
    expect(userErrors).toEqual([]);
  };
  const ask = async (
    { model = null as string | null, keys = [shopKey(3)], horizon = 7 } = {},
    from = service,
  ) => {
    const { data, errors } = await from.post<Answer>(query, { keys, model, horizon });
    return { forecasts: data?.forecast.forecasts ?? [], errors };
  };
  const hashOf = async (version: string) => {
    const outcome = await models.store.verify({ model: 'n-beats', version });
    return outcome.kind === 'verified' ? outcome.artifact.sha256 : null;
  };

  it('answer from features where they were trained on them: new, silent and usual items alike', async () => {
    const { forecasts } = await ask({
      ...{ model: 'told@1', horizon: 28 },
      keys: [shopKey(3), shopKey(4), 'ZERO', 'NEW'],
    });
    const reasons = forecasts.map(({ degradation }) => degradation?.reason ?? null);
    expect(reasons).toEqual([null, null, null, 'HISTORY_TOO_SHORT']);
    for (const { servedModel, mean } of forecasts.slice(0, 3)) {
      expect(servedModel).toBe('told@1');
      expect(mean).toHaveLength(28);
    }
    expect(forecasts[0]!.provenance.modelVersion).toBe('told@1');
  });

  it('degrade where a manifest tells other features than its networks read', async () => {
    const { forecasts } = await ask({ model: 'told@other-features' });
    expect(forecasts[0]!.degradation?.reason).toBe('MODEL_LOAD_FAILED');
  });

  it('answer with version and hash, and degrade nothing', async () => {
    const { forecasts } = await ask({ keys: [shopKey(3), shopKey(5)] });
    for (const { degradation, servedModel, provenance, mean } of forecasts) {
      expect(degradation).toBeNull();
      expect(servedModel).toBe('n-beats');
      expect(provenance).toEqual({
        modelVersion: 'n-beats@1',
        artifactSha256: await hashOf('1'),
      });
      expect(mean).toHaveLength(7);
    }
    const again = await ask({ keys: [shopKey(3), shopKey(5)] });
    expect(again.forecasts).toEqual(forecasts);
  });

  it('answer by version beside the champion, and say which names are unknown', async () => {
    const { forecasts } = await ask({ model: 'n-beats@2' });
    expect(forecasts[0]).toMatchObject({
      servedModel: 'n-beats@2',
      degradation: null,
      provenance: { modelVersion: 'n-beats@2', artifactSha256: await hashOf('2') },
    });
    for (const model of ['n-beats@9', 'n-beats@1@2', 'no-such-net']) {
      const { errors } = await ask({ model });
      expect(errors[0]!.extensions).toMatchObject({ reason: 'MODEL_NOT_FOUND' });
    }
  });

  it('serve from the start where a sound one comes along, and not where the newest does not answer', async () => {
    const { forecasts } = await ask({ model: 'comes-along' });
    expect(forecasts[0]).toMatchObject({ servedModel: 'comes-along', degradation: null });
    expect(recorded).toContainEqual(
      expect.objectContaining({
        message: 'a model has no champion',
        fields: expect.objectContaining({ model: 'n-beats' }) as unknown,
      }),
    );
  });

  it('are kept, item by item, and made anew for another horizon', async () => {
    const keys = [shopKey(7), shopKey(8)];
    const first = await ask({ keys });
    const again = await ask({ keys: [shopKey(9), ...keys] });
    expect(again.forecasts.slice(1)).toEqual(first.forecasts);
    await ask({ keys, horizon: 8 });
    expect(cache.seen.slice(-3)).toEqual([
      { 'forecast.cache.hits': 0, 'forecast.cache.misses': 2 },
      { 'forecast.cache.hits': 2, 'forecast.cache.misses': 1 },
      { 'forecast.cache.hits': 0, 'forecast.cache.misses': 2 },
    ]);
  });

  it('are never kept longer than the data that they were made from', async () => {
    const key = shopKey(11);
    const before = await ask({ keys: [key] });
    const updates = [{ item: key, start: '2015-03-20', values: [90, 95, 100, 105, 110] }];
    for (const running of [service, strict]) {
      const { errors } = await running.post(ingest, { input: { dataset: 'shop', updates } });
      expect(errors).toEqual([]);
    }
    const after = await ask({ keys: [key] });
    expect(after.forecasts[0]!.mean).not.toEqual(before.forecasts[0]!.mean);
    // The other service has not been asked yet: its champion may still be on the way.
    await vi.waitFor(async () => {
      const { forecasts, errors } = await ask({ keys: [key] }, strict);
      expect(errors).toEqual([]);
      expect(forecasts).toEqual(after.forecasts);
    }, patience);
  });

  it('swap when the champion changes, without a restart, and back', async () => {
    const one = (await ask()).forecasts[0]!;
    await promote(service.app, '2');
    await vi.waitFor(async () => {
      const { forecasts } = await ask();
      expect(forecasts[0]!.provenance.modelVersion).toBe('n-beats@2');
      expect(forecasts[0]!.mean).not.toEqual(one.mean);
      expect(forecasts[0]!.mean).toEqual((await ask({ model: 'n-beats@2' })).forecasts[0]!.mean);
    }, patience);
    await service.app.rollBackModel.execute({ model: 'n-beats', actor: 'test', reason: 'test' });
    await vi.waitFor(async () => {
      const { forecasts } = await ask();
      expect(forecasts[0]!.provenance.modelVersion).toBe('n-beats@1');
    }, patience);
  });

  it('leave an item of three days to what can forecast it, and answer one that sells nothing', async () => {
    const { forecasts } = await ask({ keys: ['NEW', 'ZERO'] });
    expect(forecasts[0]!.degradation).toMatchObject({ reason: 'HISTORY_TOO_SHORT' });
    expect(forecasts[1]).toMatchObject({ servedModel: 'n-beats', degradation: null });
    expect(forecasts[1]!.mean.every((value) => value >= 0)).toBe(true);
    const unknown = await ask({ keys: ['NOBODY'] });
    expect(unknown.errors[0]!.extensions).toMatchObject({ reason: 'ITEMS_NOT_FOUND' });
  });

  it('leave horizons that they were not trained for to the next', async () => {
    const { forecasts } = await ask({ horizon: 40 });
    expect(forecasts[0]).toMatchObject({
      servedModel: 'ets-ana',
      degradation: { reason: 'MODEL_MISSING' },
    });
    expect(forecasts[0]!.degradation!.detail).toMatch(/forecasts 28 periods ahead and 40/);
  });

  it('leave a version that does not load, or says what is no number, to the champion', async () => {
    for (const [model, reason] of [
      ['n-beats@wrong-shape', 'MODEL_LOAD_FAILED'],
      ['n-beats@huge', 'NON_FINITE_OUTPUT'],
    ] as const) {
      const { forecasts } = await ask({ model });
      expect(forecasts[0]).toMatchObject({
        servedModel: 'n-beats',
        degradation: { reason },
        provenance: { modelVersion: 'n-beats@1' },
      });
      const { errors } = await ask({ model }, strict);
      expect(errors[0]!.extensions).toMatchObject({ reason: 'MODEL_UNAVAILABLE' });
      expect(errors[0]!.message).toContain(reason);
    }
  });
});
