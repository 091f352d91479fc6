import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { type RunningApp, startApp } from './testing/running-app.ts';
import { decompressXz, sharedFile } from './testing/shared-data.ts';
import type { GraphqlAnswer } from './testing/test-service.ts';

const m5 = ['sales_sample_evaluation.csv.gz', 'calendar.csv.gz', 'sell_price_spells.csv.gz'].map(
  (name) => sharedFile(`m5/${name}`),
);
const transactions = sharedFile('online-retail/transactions.csv.xz');
const mapping = new URL('../docs/examples/online-retail.mapping.json', import.meta.url);

const levels = [0.005, 0.025, 0.25, 0.5, 0.75, 0.975, 0.995];
const horizon = 28;

interface Page {
  readonly items: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly key: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

interface Forecasts {
  readonly forecast: {
    readonly degradedCount: number;
    readonly forecasts: readonly {
      readonly dates: readonly string[];
      readonly mean: readonly number[];
      readonly quantiles: readonly { readonly level: number; readonly values: readonly number[] }[];
    }[];
  };
}

async function allKeys(running: RunningApp, dataset: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page: GraphqlAnswer<Page> = await running.post<Page>(
      `query ($dataset: String!, $after: String) {
        items(dataset: $dataset, first: 100, after: $after) {
          totalCount nodes { key } pageInfo { hasNextPage endCursor }
        }
      }`,
      { dataset, after },
    );
    expect(page.errors).toEqual([]);
    const { nodes, pageInfo, totalCount } = page.data!.items;
    keys.push(...nodes.map(({ key }) => key));
    if (!pageInfo.hasNextPage) {
      expect(new Set(keys).size).toBe(totalCount);
      return keys;
    }
    after = pageInfo.endCursor;
  }
}

/** Forecasts every item over HTTP; checks each and returns their mean per day, in total. */
async function forecastAll(
  running: RunningApp,
  dataset: string,
  firstDate: string,
): Promise<number> {
  const keys = await allKeys(running, dataset);
  let total = 0;
  for (let from = 0; from < keys.length; from += 250) {
    const { data, errors } = await running.post<Forecasts>(
      `query ($input: ForecastInput!) {
        forecast(input: $input) {
          degradedCount
          forecasts { dates mean quantiles { level values } }
        }
      }`,
      {
        input: {
          dataset,
          itemKeys: keys.slice(from, from + 250),
          horizon,
          quantileLevels: levels,
          model: 'simple-exponential-smoothing',
        },
      },
    );
    expect(errors).toEqual([]);
    for (const { dates, mean, quantiles } of data!.forecast.forecasts) {
      expect(dates[0]).toBe(firstDate);
      expect(mean).toHaveLength(horizon);
      expect(mean.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      expect(quantiles.map(({ level }) => level)).toEqual(levels);
      for (const [rank, { values }] of quantiles.entries()) {
        const below = quantiles[rank - 1]?.values ?? values.map(() => 0);
        expect(values.every((value, lead) => value >= below[lead]!)).toBe(true);
      }
      total += mean.reduce((sum, value) => sum + value, 0);
    }
  }
  return total / horizon;
}

describe.skipIf(m5.includes(null))('the M5 sample', () => {
  it('is forecast whole over GraphQL, near to what it sold last', async () => {
    await using running = await startApp();
    const { totals } = await running.app.ingestFiles.execute({
      dataset: { slug: 'm5' },
      format: 'm5',
      files: m5,
    });
    expect(totals).toMatchObject({ rowsRead: 2147, units: 4_739_606 });
    const perDay = await forecastAll(running, 'm5', '2016-05-23');
    // Its last 28 days sold 3,160 units a day.
    expect(perDay).toBeGreaterThan(2800);
    expect(perDay).toBeLessThan(3700);
  });
});

describe.skipIf(transactions === null)('Online Retail', () => {
  it('is forecast whole over GraphQL from its transactions', async (context) => {
    const content = await decompressXz(transactions ?? '');
    if (content === null) return context.skip();
    const folder = await mkdtemp(join(tmpdir(), 'forecastle-online-retail-'));
    try {
      const path = join(folder, 'transactions.csv');
      await writeFile(path, content);
      await using running = await startApp();
      const { totals } = await running.app.ingestFiles.execute({
        dataset: { slug: 'online-retail' },
        files: [path],
        mapping: JSON.parse(await readFile(mapping, 'utf8')) as unknown,
      });
      expect(totals).toMatchObject({ rowsRead: 541_909, units: 5_576_996, itemsCreated: 3791 });
      const perDay = await forecastAll(running, 'online-retail', '2011-12-10');
      expect(perDay).toBeGreaterThan(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
