import type { Calendar } from '#core/calendar';
import { z } from 'zod';

import { forecastProblems } from './forecast-problems.ts';
import type { ServerClient } from './server-client.ts';

const quantileLevels = [0.1, 0.5, 0.9];
const itemsAsked = 5;
const longestHorizon = 14;

/** The items that the forecast is asked for. */
export interface Subject {
  readonly slug: string;
  readonly calendar: Calendar;
  readonly keys: readonly string[];
  readonly horizon: number;
}

const frequency = z.enum(['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY']).transform((name) => {
  const frequencies = {
    HOURLY: 'hourly',
    DAILY: 'daily',
    WEEKLY: 'weekly',
    MONTHLY: 'monthly',
  } as const;
  return frequencies[name];
});
const datasetsShape = z.object({
  limits: z.object({ maxHorizon: z.int() }),
  datasets: z.array(
    z.object({ slug: z.string(), frequency, weekStartsOn: z.int(), itemCount: z.int() }),
  ),
});
const itemsShape = z.object({
  items: z.object({ nodes: z.array(z.object({ id: z.string(), key: z.string() })).min(1) }),
});

/** The first items of the first dataset that has some. */
export async function chooseItems(client: ServerClient): Promise<Subject> {
  const { datasets, limits } = await client.query(
    datasetsShape,
    '{ limits { maxHorizon } datasets { slug frequency weekStartsOn itemCount } }',
  );
  const dataset = datasets.find(({ itemCount }) => itemCount > 0);
  if (dataset === undefined)
    throw new Error('no dataset has items; ingest data or run `forecastle demo`');
  const { slug, weekStartsOn } = dataset;
  const { items } = await client.query(
    itemsShape,
    'query ($slug: String!, $first: Int!) { items(dataset: $slug, first: $first) { nodes { id key } } }',
    { slug, first: itemsAsked },
  );
  return {
    slug,
    calendar: { frequency: dataset.frequency, weekStartsOn },
    keys: items.nodes.map(({ key }) => key),
    horizon: Math.min(longestHorizon, limits.maxHorizon),
  };
}

const numbers = z.array(z.number());
const forecastShape = z.object({
  forecast: z.object({
    degradedCount: z.int(),
    forecasts: z.array(
      z.object({
        item: z.object({ key: z.string() }),
        cutoff: z.string(),
        dates: z.array(z.string()),
        mean: numbers,
        median: numbers,
        quantiles: z.array(z.object({ level: z.number(), values: numbers })),
        servedModel: z.string(),
        provenance: z.object({
          datasetVersion: z.string().min(1),
          modelVersion: z.string().min(1),
        }),
      }),
    ),
  }),
});
const forecastQuery = `query ($input: ForecastInput!) {
  forecast(input: $input) {
    degradedCount
    forecasts {
      item { key } cutoff dates mean median quantiles { level values } servedModel
      provenance { datasetVersion modelVersion }
    }
  }
}`;

/** Every item is answered, for the right dates, with values that demand can have. */
export async function forecast(
  client: ServerClient,
  { slug, keys, horizon, calendar }: Subject,
): Promise<string> {
  const input = { dataset: slug, itemKeys: keys, horizon, quantileLevels };
  const startedAt = performance.now();
  const { forecast: result } = await client.query(forecastShape, forecastQuery, { input });
  const elapsed = Math.round(performance.now() - startedAt);
  const answered = result.forecasts.map(({ item }) => item.key);
  if (String(answered) !== String(keys))
    throw new Error(`asked for ${keys.join(', ')}, got ${answered.join(', ')}`);
  const expected = { calendar, horizon, quantileLevels };
  const problems = result.forecasts.flatMap((one) => forecastProblems(one, expected));
  if (problems.length > 0) throw new Error(problems.join('; '));
  return `${keys.length} items x ${horizon} periods in ${elapsed} ms, ${result.degradedCount} degraded`;
}
