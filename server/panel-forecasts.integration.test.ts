import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PanelForecasts, type PanelFit, type PanelRunner } from './application/forecasts/index.ts';
import { resolveBatches } from './application/forecasts/resolve-batches.ts';
import { lruValues } from './cache/index.ts';
import { PanelThread } from './compute/index.ts';
import {
  type Database,
  PostgresCatalogReader,
  PostgresIngestionStore,
  PostgresSeriesReader,
} from './storage/index.ts';
import { createTestDatabase, type TestDatabase } from './testing/postgres.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop, shopKey } from './testing/shop-data.ts';

interface Answer {
  readonly forecast: {
    readonly forecasts: readonly {
      readonly item: { readonly key: string };
      readonly mean: readonly number[];
      readonly median: readonly number[];
      readonly quantiles: readonly { readonly values: readonly number[] }[];
      readonly servedModel: string;
      readonly degradation: { readonly reason: string; readonly detail: string } | null;
      readonly provenance: { readonly modelVersion: string };
    }[];
  };
}

const query = /* GraphQL */ `
  query ($keys: [String!]!, $horizon: Int!) {
    forecast(input: { dataset: "shop", itemKeys: $keys, horizon: $horizon, model: "top-down" }) {
      forecasts {
        item {
          key
        }
        mean
        median
        quantiles {
          values
        }
        servedModel
        degradation {
          reason
          detail
        }
        provenance {
          modelVersion
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

describe('a model of a whole panel over GraphQL', () => {
  let service: RunningApp;
  beforeAll(async () => {
    service = await startApp({ MODEL_TIMEOUT_SECONDS: '60', REQUEST_TIMEOUT_SECONDS: '90' });
    await ingestShop(service.app.ingestions, { items: 40, days: 200 });
    const { data } = await service.post(ingest, {
      input: {
        dataset: 'shop',
        createItems: true,
        updates: [
          {
            item: 'NEW',
            attributes: { category: 'FOODS', store: 'CA_1', state: 'CA' },
            start: '2015-07-19',
            values: [3],
          },
        ],
      },
    });
    expect(data).toMatchObject({ ingestDemand: { userErrors: [] } });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  const ask = async (keys: readonly string[], horizon = 7) => {
    const { data, errors } = await service.post<Answer>(query, { keys, horizon });
    expect(errors).toEqual([]);
    return data!.forecast.forecasts;
  };

  it('answers items in the order in which they are named, near their pattern', async () => {
    const [ninth, third] = await ask([shopKey(9), shopKey(3)]);
    expect([ninth!.item.key, third!.item.key]).toEqual([shopKey(9), shopKey(3)]);
    expect(third!.servedModel).toBe('top-down');
    expect(third!.degradation).toBeNull();
    expect(third!.provenance.modelVersion).toMatch(/^top-down@/);
    const total = third!.mean.reduce((sum, value) => sum + value, 0);
    // Item 3 sells 4 to 10 a day.
    expect(total).toBeGreaterThan(7 * 4);
    expect(total).toBeLessThan(7 * 10);
  });

  it('answers the same for an item whoever else is asked for, from what was kept', async () => {
    const [alone] = await ask([shopKey(3)]);
    const [, together] = await ask([shopKey(9), shopKey(3)]);
    expect(together).toEqual(alone);
  });

  it('forecasts a new item by analogy and says so', async () => {
    const [forecast] = await ask(['NEW']);
    expect(forecast!.servedModel).toBe('top-down');
    expect(forecast!.degradation).toMatchObject({ reason: 'HISTORY_TOO_SHORT' });
    expect(forecast!.degradation!.detail).toContain('analogy');
    expect(Math.min(...forecast!.mean)).toBeGreaterThan(0);
  });

  it('forecasts other horizons by fits of their own', async () => {
    const [forecast] = await ask([shopKey(3)], 3);
    expect(forecast!.mean).toHaveLength(3);
  });
});

/** A runner whose fits wait until they are let go. */
class HeldRunner implements PanelRunner {
  readonly fits: PanelFit[] = [];
  readonly #thread: PanelRunner;
  #gate = Promise.withResolvers<undefined>();

  constructor(thread: PanelRunner) {
    this.#thread = thread;
  }

  async fit(fit: PanelFit, signal: AbortSignal): Promise<Float64Array> {
    this.fits.push(fit);
    await this.#gate.promise;
    return this.#thread.fit(fit, signal);
  }

  release(): void {
    this.#gate.resolve(undefined);
  }
}

describe('PanelForecasts', () => {
  let shop: TestDatabase;
  const thread = new PanelThread();
  beforeAll(async () => {
    shop = await createTestDatabase();
    await ingestShop(new PostgresIngestionStore(shop.database), { items: 40, days: 120 });
  });
  afterAll(async () => {
    await thread[Symbol.asyncDispose]();
    await shop[Symbol.asyncDispose]();
  });

  async function asked(database: Database, model = 'top-down') {
    const catalog = new PostgresCatalogReader(database);
    const series = new PostgresSeriesReader(database);
    const order = [{ dataset: 'shop', key: shopKey(1) }];
    const command = {
      keysByDataset: new Map([['shop', [shopKey(1)]]]),
      order,
      horizon: 3,
      quantileLevels: [0.5],
      model,
      asOf: null,
      cutoff: null,
    };
    const [batch] = await resolveBatches(command, { catalog, series, now: () => new Date() });
    const { dataset, cutoff, items } = batch!;
    const run = {
      model,
      panel: {
        calendar: dataset.calendar,
        series: items.map(({ id }) => ({ key: String(id), start: 0, values: new Float64Array() })),
      },
      context: { cutoff, horizon: 3, seed: 1 },
      quantileLevels: [0.5],
      signal: new AbortController().signal,
    };
    const open = (runner: PanelRunner, modelTimeoutSeconds: number) =>
      new PanelForecasts({ catalog, series, runner, keep: lruValues }, { modelTimeoutSeconds });
    return { batch: batch!, run, open };
  }

  it('steps down when a fit takes too long, goes on with it, and answers those who ask later', async () => {
    const { batch, run, open } = await asked(shop.database);
    const runner = new HeldRunner(thread);
    await using panels = open(runner, 0.5);
    const late = await panels.run(batch, run);
    expect(late).toMatchObject({ kind: 'failed', reason: 'INFERENCE_TIMEOUT' });
    runner.release();
    await expect
      .poll(() => panels.run(batch, run), { timeout: 20_000 })
      .toMatchObject({ kind: 'forecast' });
    expect(runner.fits).toHaveLength(1);
    expect(runner.fits[0]!.series).toHaveLength(40);
  });

  it('says why a fit failed, and tries again for who asks next', async () => {
    const { batch, run, open } = await asked(shop.database);
    let fails = true;
    const runner: PanelRunner = {
      fit: (fit, signal) =>
        fails ? Promise.reject(new Error('no memory')) : thread.fit(fit, signal),
    };
    await using panels = open(runner, 30);
    expect(await panels.run(batch, run)).toEqual({
      kind: 'failed',
      reason: 'INFERENCE_FAILED',
      detail: 'top-down failed: no memory',
    });
    fails = false;
    expect(await panels.run(batch, run)).toMatchObject({ kind: 'forecast' });
  });

  it('lets few fits wait, and stops with the process', async () => {
    const { batch, run, open } = await asked(shop.database);
    const runner = new HeldRunner(thread);
    const panels = open(runner, 1);
    const withSeed = (seed: number) => ({ ...run, context: { ...run.context, seed } });
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map((seed) => panels.run(batch, withSeed(seed))),
    );
    expect(outcomes.map((outcome) => outcome.kind === 'failed' && outcome.reason)).toEqual([
      ...new Array<string>(4).fill('INFERENCE_TIMEOUT'),
      'OVERLOADED',
    ]);
    const closed = panels[Symbol.asyncDispose]();
    runner.release();
    await closed;
    const after = await panels.run(batch, withSeed(6));
    expect(after).toMatchObject({ kind: 'failed', reason: 'INFERENCE_FAILED' });
  });

  it('gives up at once for a caller who goes away', async () => {
    const { batch, run, open } = await asked(shop.database);
    await using panels = open(thread, 30);
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(panels.run(batch, { ...run, signal: gone })).rejects.toThrow('gone');
  });
});
