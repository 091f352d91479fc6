import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { generateSigningKey } from './artifacts/index.ts';
import { buildArtifact } from './artifacts/publish-artifact.ts';
import type { WeightTensor } from './application/models/index.ts';
import type { SigningKey } from './artifacts/index.ts';
import { createTestModelStore, type TestModelStore } from './testing/model-artifacts.ts';
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

function withFirstValue(value: number): readonly WeightTensor[] {
  return tinyTensors().map((tensor, at) => {
    if (at > 0) return tensor;
    const values = tensor.values.slice();
    values[0] = value;
    return { ...tensor, values };
  });
}

/** Weights that are finite, and so large that what they compute is not. */
function hugeTensors(): readonly WeightTensor[] {
  return tinyTensors().map((tensor) => ({
    ...tensor,
    values: tensor.values.map((value) => Math.sign(value) * 3e38),
  }));
}

describe('learned models over GraphQL', { timeout: 60_000 }, () => {
  let models: TestModelStore;
  let service: RunningApp;
  let strict: RunningApp;
  let recorded: readonly LogLine[] = [];

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
    service = await startApp(env, { logger: recorder.logger });
    strict = await startApp({ ...env, FALLBACK: 'false' });
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
  /** The first answer once it is as a test wants it; a change of the store is noticed within seconds. */
  const eventually = async (reason: string | null, model: string | null = null) => {
    await vi.waitFor(async () => {
      const { forecasts } = await ask({ model });
      expect(forecasts[0]!.degradation?.reason ?? null).toBe(reason);
    }, patience);
    return (await ask({ model })).forecasts[0]!;
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

  it('swap when the champion changes, without a restart, and back', async () => {
    await promote(service.app, '2');
    await vi.waitFor(async () => {
      const { forecasts } = await ask();
      expect(forecasts[0]!.provenance.modelVersion).toBe('n-beats@2');
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

  const weights = () => models.file('weights.bin', { model: 'n-beats', version: '1' });
  const folder = () => join(models.directory, 'n-beats', '1');
  const rewrite = async (tensors: readonly WeightTensor[], key: SigningKey) => {
    const facts = tinyFacts({ version: '1' });
    const { files } = buildArtifact({ facts, tensors, card: '# Card\n' }, key);
    for (const [name, bytes] of files) await writeFile(join(folder(), name), bytes);
  };

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'truncated',
      'ARTIFACT_CORRUPT',
      async () => writeFile(weights(), (await readFile(weights())).subarray(0, 200)),
    ],
    [
      'flipped in one bit',
      'ARTIFACT_CORRUPT',
      async () => {
        const bytes = await readFile(weights());
        bytes[bytes.length - 9]! ^= 1;
        await writeFile(weights(), bytes);
      },
    ],
    [
      'swapped with those of another version',
      'ARTIFACT_CORRUPT',
      () => cp(models.file('weights.bin', { model: 'n-beats', version: '2' }), weights()),
    ],
    ['missing', 'MODEL_MISSING', () => rm(weights())],
    ['missing with their folder', 'MODEL_MISSING', () => rm(folder(), { recursive: true })],
    ['unsigned', 'SIGNATURE_INVALID', () => rm(join(folder(), 'signature'))],
    [
      'signed by a key that nobody trusts',
      'SIGNATURE_INVALID',
      async () => {
        const key = await generateSigningKey(join(models.folder, 'keys', 'other.pem'));
        await rewrite(tinyTensors(1), key);
      },
    ],
    ['no numbers', 'ARTIFACT_CORRUPT', () => rewrite(withFirstValue(Number.NaN), models.key)],
    ['others than were registered', 'ARTIFACT_CORRUPT', () => rewrite(tinyTensors(5), models.key)],
  ])(
    'whose weights are %s degrade with %s, are an error without fallback, and come back',
    async (_name, reason, damage) => {
      const kept = join(models.folder, 'kept');
      await cp(folder(), kept, { recursive: true });
      await eventually(null);
      const before = recorded.length;
      await damage();
      const degraded = await eventually(reason);
      expect(degraded).toMatchObject({
        servedModel: 'ets-ana',
        provenance: { artifactSha256: null },
      });
      expect(degraded.degradation!.detail).not.toBe('');
      expect(recorded.slice(before).map(({ fields }) => fields['reason'])).toContain(reason);
      await vi.waitFor(async () => {
        const { errors } = await ask({}, strict);
        expect(errors[0]!.extensions).toMatchObject({
          code: 'UNAVAILABLE',
          reason: 'MODEL_UNAVAILABLE',
        });
        expect(errors[0]!.message).toContain(reason);
      }, patience);
      await rm(folder(), { recursive: true, force: true });
      await cp(kept, folder(), { recursive: true });
      await rm(kept, { recursive: true });
      const good = await eventually(null);
      expect(good.provenance.artifactSha256).toBe(await hashOf('1'));
    },
  );
});
