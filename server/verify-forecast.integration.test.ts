import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createTestModelStore, type TestModelStore } from './testing/model-artifacts.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop, shopKey } from './testing/shop-data.ts';
import { tinyFacts, tinyTensors } from './testing/tiny-network.ts';

interface Claim {
  readonly item: { readonly id: string };
  readonly cutoff: string;
  readonly dates: readonly string[];
  readonly mean: readonly number[];
  readonly median: readonly number[];
  readonly quantiles: readonly { readonly level: number; readonly values: readonly number[] }[];
  readonly requestedModel: string;
  readonly provenance: {
    readonly modelVersion: string;
    readonly artifactSha256: string | null;
    readonly backend: { readonly name: string; readonly version: string } | null;
    readonly datasetVersion: string;
    readonly asOf: string;
    readonly seed: number;
    readonly configHash: string;
  };
}

interface Verified {
  readonly verifyForecast: {
    readonly verifications:
      | readonly {
          readonly item: { readonly key: string };
          readonly matches: boolean;
          readonly largestDifference: number | null;
          readonly differences: readonly { readonly kind: string; readonly detail: string }[];
          readonly found: { readonly modelVersion: string };
        }[]
      | null;
    readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
  };
}

/** Everything that `forecast` says of an item, as a caller may hand it back. */
const forecast = /* GraphQL */ `
  query ($input: ForecastInput!) {
    forecast(input: $input) {
      forecasts {
        item {
          id
          key
        }
        cutoff
        dates
        mean
        median
        quantiles {
          level
          values
        }
        requestedModel
        servedModel
        degradation {
          reason
          requestedModel
          servedModel
          detail
        }
        provenance {
          modelVersion
          artifactSha256
          backend {
            name
            version
          }
          datasetVersion
          asOf
          seed
          configHash
          traceId
          source
        }
      }
    }
  }
`;

const verify = /* GraphQL */ `
  mutation ($forecasts: [ClaimedForecastInput!]!) {
    verifyForecast(input: { forecasts: $forecasts }) {
      verifications {
        item {
          key
        }
        matches
        largestDifference
        differences {
          kind
          detail
        }
        found {
          modelVersion
        }
      }
      userErrors {
        code
        field
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

const hash = 'f'.repeat(64);

describe('verifyForecast', { timeout: 120_000 }, () => {
  let models: TestModelStore;
  let service: RunningApp;

  beforeAll(async () => {
    models = await createTestModelStore();
    for (const version of ['1', '2']) {
      const parts = { facts: tinyFacts({ version }), tensors: tinyTensors(Number(version)) };
      await models.store.publish({ ...parts, card: '# Card\n' });
    }
    service = await startApp({
      MODEL_STORE_DIRECTORY: models.directory,
      MODEL_PUBLIC_KEYS: models.key.publicKey.text,
      MODEL_KEYS_FILE: join(models.folder, 'none.json'),
      MODEL_TIMEOUT_SECONDS: '60',
      REQUEST_TIMEOUT_SECONDS: '60',
      GATE_MAX_LATENCY_MS: '600000',
      TENSOR_BACKEND: 'wasm',
      MAX_ITEMS: '5',
    });
    await ingestShop(service.app.ingestions, { items: 8, days: 100 });
    await promote('1');
  }, 120_000);
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await models[Symbol.asyncDispose]();
  });

  const promote = async (version: string) => {
    const { userErrors } = await service.app.promoteModel.execute({
      ...{ model: 'n-beats', version, actor: 'test', reason: 'test', force: true },
    });
    expect(userErrors).toEqual([]);
  };
  const forecastsBy = async (model: string, keys = [shopKey(1), shopKey(2)]) => {
    const input = { dataset: 'shop', itemKeys: keys, horizon: 5, model };
    const { data, errors } = await service.post<{
      readonly forecast: { readonly forecasts: readonly Claim[] };
    }>(forecast, { input });
    expect(errors).toEqual([]);
    return data!.forecast.forecasts;
  };
  const verified = async (forecasts: readonly object[]) => {
    const { data, errors } = await service.post<Verified>(verify, { forecasts });
    expect(errors).toEqual([]);
    return data!.verifyForecast;
  };
  const kindsOf = async (claim: object) => {
    const { verifications } = await verified([claim]);
    const [{ matches, differences, largestDifference }] = verifications as [
      NonNullable<typeof verifications>[number],
    ];
    return { matches, kinds: differences.map(({ kind }) => kind), largestDifference };
  };

  it.each(['n-beats', 'ets-ana', 'n-beats@2'])(
    'says that what %s answered is computed again bit for bit',
    async (model) => {
      const claims = await forecastsBy(model);
      expect(await verified(claims)).toMatchObject({
        verifications: [
          { item: { key: shopKey(1) }, matches: true, largestDifference: 0, differences: [] },
          { item: { key: shopKey(2) }, matches: true, largestDifference: 0, differences: [] },
        ],
        userErrors: [],
      });
    },
  );

  it('still does so after corrections of the data and a new champion', async () => {
    const claims = await forecastsBy('n-beats');
    const correction = { item: shopKey(1), start: '2015-04-01', values: [90, 90, 90] };
    await service.post(ingest, { input: { dataset: 'shop', updates: [correction] } });
    await promote('2');
    await vi.waitFor(
      async () => {
        const [now] = await forecastsBy('n-beats');
        expect(now!.provenance.modelVersion).toBe('n-beats@2');
      },
      { timeout: 30_000, interval: 150 },
    );
    const { verifications } = await verified(claims);
    expect(verifications).toMatchObject([
      { matches: true, found: { modelVersion: 'n-beats@1' }, differences: [] },
      { matches: true, found: { modelVersion: 'n-beats@1' }, differences: [] },
    ]);
  });

  it('names what is not as it was said to be', async () => {
    const [claim] = await forecastsBy('n-beats');
    const { provenance } = claim!;
    const claimed = (change: Partial<Claim['provenance']>) =>
      kindsOf({ ...claim, provenance: { ...provenance, ...change } });
    expect(await claimed({ artifactSha256: hash })).toMatchObject({
      ...{ matches: false, kinds: ['ARTIFACT'], largestDifference: 0 },
    });
    expect((await claimed({ datasetVersion: hash })).kinds).toEqual(['DATASET_VERSION']);
    expect((await claimed({ seed: 99 })).kinds).toEqual(['SEED']);
    expect((await claimed({ configHash: hash })).kinds).toEqual(['CONFIG']);
    expect((await claimed({ modelVersion: 'n-beats@9' })).kinds).toEqual(['MODEL_VERSION']);
    expect((await claimed({ modelVersion: 'n-beats@1' })).kinds).toEqual(
      expect.arrayContaining(['ARTIFACT', 'VALUES']),
    );
    const dates = [...claim!.dates.slice(1), '2099-01-01'];
    expect((await kindsOf({ ...claim, dates })).kinds).toEqual(['DATES']);
  });

  it('says of a baseline of another release that the release differs', async () => {
    const [claim] = await forecastsBy('naive');
    const provenance = { ...claim!.provenance, modelVersion: 'naive@0.0.1', configHash: hash };
    expect(await kindsOf({ ...claim, provenance })).toEqual({
      ...{ matches: false, kinds: ['RELEASE'], largestDifference: 0 },
    });
  });

  it('finds a value that was changed, and says by how much', async () => {
    const [claim] = await forecastsBy('ets-ana');
    const mean = claim!.mean.map((value, lead) => (lead === 2 ? value + 0.5 : value));
    const { verifications } = await verified([{ ...claim, mean }]);
    expect(verifications![0]).toMatchObject({
      matches: false,
      largestDifference: expect.closeTo(0.5, 9) as number,
      differences: [
        { kind: 'VALUES', detail: expect.stringContaining(`mean of ${claim!.dates[2]}`) as string },
      ],
    });
  });

  it('compares within a tolerance where another backend computed, and bit for bit elsewhere', async () => {
    const [claim] = await forecastsBy('n-beats');
    const mean = claim!.mean.map((value) => value + 5e-5);
    expect((await kindsOf({ ...claim, mean })).kinds).toEqual(['VALUES']);
    const backend = { name: 'native', version: 'tfjs-node 4.22.0' };
    const provenance = { ...claim!.provenance, backend };
    expect(await kindsOf({ ...claim, mean, provenance })).toMatchObject({
      ...{ matches: true, kinds: ['BACKEND'] },
    });
    const far = claim!.mean.map((value) => value * 1.01 + 1);
    expect(await kindsOf({ ...claim, mean: far, provenance })).toMatchObject({
      ...{ matches: false, kinds: ['BACKEND', 'VALUES'] },
    });
  });

  it('compares provenance alone where no values are given', async () => {
    const [claim] = await forecastsBy('ets-ana');
    const quantiles = claim!.quantiles.map(({ level }) => ({ level }));
    const bare = { ...claim, quantiles, mean: null, median: null };
    expect(await kindsOf(bare)).toEqual({ matches: true, kinds: [], largestDifference: null });
  });

  it('tells expected refusals as data', async () => {
    const [claim] = await forecastsBy('ets-ana');
    const refused = async (forecasts: readonly object[]) => {
      const { verifications, userErrors } = await verified(forecasts);
      expect(verifications).toBeNull();
      return userErrors;
    };
    const { provenance } = claim!;
    const id = Buffer.from('Item:shop:NOBODY').toString('base64url');
    expect(await refused([{ ...claim, item: { id } }])).toMatchObject([
      { code: 'ITEMS_NOT_FOUND' },
    ]);
    expect(await refused([{ ...claim, requestedModel: 'no-such-net' }])).toMatchObject([
      { code: 'MODEL_NOT_FOUND' },
    ]);
    const asOf = '2001-01-01T00:00:00Z';
    expect(await refused([{ ...claim, provenance: { ...provenance, asOf } }])).toMatchObject([
      { code: 'NO_DATA_AS_OF', field: ['forecasts', 'provenance', 'asOf'] },
    ]);
    expect(await refused([{ ...claim, mean: [1] }])).toMatchObject([
      { code: 'INVALID_INPUT', field: ['forecasts', '0', 'mean'] },
    ]);
    expect(await refused(Array.from({ length: 6 }, () => claim!))).toMatchObject([
      { code: 'LIMIT_EXCEEDED' },
    ]);
    expect(await refused([])).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });
});
