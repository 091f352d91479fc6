import { syntheticRetail } from '#core/synthetic';
import autocannon from 'autocannon';

import type { Bench } from './bench.ts';
import { figure, percentile } from './figures.ts';
import { benchSeed } from './loaded-database.ts';
import { sampleItemKeys } from './sampled-items.ts';
import { startServer } from './server-process.ts';

const items = 50;
const horizon = 30;
const itemSets = 40;
/** The baselines, and the model that serves by default. */
const models = [
  'naive',
  'seasonal-naive',
  'moving-average',
  'weekday-average',
  'simple-exponential-smoothing',
  'ets-ana',
];
/** Requests before and while it is measured. */
const rounds = [
  { concurrency: 1, warmUp: 80, measured: 400 },
  { concurrency: 8, warmUp: 80, measured: 800 },
];

const query = `
  query Forecast($input: ForecastInput!) {
    forecast(input: $input) {
      forecasts { item { key } dates mean quantiles { level values } }
    }
  }`;

/** Asks the server, over HTTP and GraphQL, for forecasts of random items: each request another of 40 sets. */
export const httpBench: Bench = {
  name: 'http',
  title: `Forecast of ${items} items × ${horizon} days over HTTP (GraphQL, warm)`,
  run: async (context) => {
    const { url } = await context.database();
    const { slug } = syntheticRetail({ scale: context.scale, seed: benchSeed }).dataset;
    const sets = sampleItemKeys(context.scale, itemSets, items);
    await using server = await startServer(url);
    const rows: string[][] = [];
    for (const name of models) {
      const bodies = sets.map((itemKeys) =>
        JSON.stringify({
          query,
          variables: { input: { dataset: slug, itemKeys, horizon, model: name } },
        }),
      );
      await assertAnswer(server.url, bodies[0]!);
      for (const { concurrency, warmUp, measured } of rounds) {
        context.signal.throwIfAborted();
        context.log(`http: ${name}, concurrency ${concurrency}`);
        await load(server.url, bodies, concurrency, warmUp);
        const start = performance.now();
        const times = await load(server.url, bodies, concurrency, measured);
        const elapsedSeconds = (performance.now() - start) / 1000;
        rows.push([
          name,
          String(concurrency),
          ...[0.5, 0.95, 0.99].map((share) => figure(percentile(times, share))),
          figure(times.length / elapsedSeconds),
        ]);
      }
    }
    return { columns: ['model', 'concurrency', 'P50 ms', 'P95 ms', 'P99 ms', 'requests/s'], rows };
  },
};

/** Response times in milliseconds. Throws unless every answer was a forecast. */
async function load(
  url: string,
  bodies: readonly string[],
  connections: number,
  amount: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  const run = autocannon({
    url: `${url}/graphql`,
    connections,
    amount,
    timeout: 30,
    requests: bodies.map((body) => ({
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })),
    verifyBody: (body) => !body.includes('"errors"'),
  });
  run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  const { errors, timeouts, mismatches, non2xx } = await run;
  if (errors + timeouts + mismatches + non2xx > 0) {
    throw new Error(
      `${times.length} requests: ${errors} failed, ${timeouts} timed out, ${non2xx} had another status than 2xx, ${mismatches} held GraphQL errors.`,
    );
  }
  return times;
}

async function assertAnswer(url: string, body: string): Promise<void> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await answer.text();
  // A value of the API under test; the next lines check the part that is used.
  const parsed = JSON.parse(text) as {
    readonly data?: {
      readonly forecast: { readonly forecasts: readonly { readonly mean: readonly number[] }[] };
    };
  };
  const forecasts = parsed.data?.forecast.forecasts ?? [];
  if (forecasts.length !== items || forecasts.some(({ mean }) => mean.length !== horizon)) {
    throw new Error(`Expected ${items} forecasts of ${horizon} days, got: ${text.slice(0, 500)}`);
  }
}
