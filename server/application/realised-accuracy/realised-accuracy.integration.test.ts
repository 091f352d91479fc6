import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createRandom } from '#core/math';

import { openDatabase } from '../../storage/index.ts';
import { jobEnded } from '../../testing/jobs.ts';
import { type RunningApp, startApp } from '../../testing/running-app.ts';
import { ingestShop, shopKey } from '../../testing/shop-data.ts';

const [items, history, arrived, horizon] = [20, 200, 9, 14];
const quantileLevels = [0.025, 0.1, 0.5, 0.9, 0.975];
const model = 'weekday-average';
const { signal } = new AbortController();

const random = createRandom(7);
/** Demand of each item and day: a weekly pattern and noise. */
const demand = Array.from({ length: items }, (_, item) =>
  Array.from({ length: history + horizon }, (_, day) =>
    Math.round((20 + item + 5 * (day % 7)) * (0.7 + 0.6 * random.uniform())),
  ),
);
const dateOfDay = (day: number) => new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10);

let running: RunningApp;

/** The demand of days, times a factor; what one item sold on one of the days never arrives. */
async function ingest(from: number, to: number, factor = 1, dataset = 'shop'): Promise<Date> {
  const updates = demand.map((values, item) => ({
    item: shopKey(item),
    start: dateOfDay(from),
    values: values
      .slice(from, to)
      .map((value, day) => (item === 3 && from + day === history + 2 ? null : value * factor)),
  }));
  const result = await running.app.ingestDemand.execute({ dataset, updates, again: true });
  return result.report!.ingestion.recordedAt;
}

const refresh = (dataset = 'shop') =>
  running.app.refreshForecasts.execute(
    { dataset, model, horizon, quantileLevels, asOf: new Date() },
    { signal, hold: { holder: 'test', seconds: 60 } },
  );

const check = (asOf?: Date) =>
  running.app.checkAccuracy.execute(
    { dataset: 'shop', ...(asOf === undefined ? {} : { asOf }) },
    { signal },
  );

const kinds = ['ACCURACY', 'BIAS', 'COVERAGE'];

const judged = async (dataset = 'shop') =>
  (await running.app.evaluateAlerts.measure()).filter(
    ({ topic }) => topic.dataset === dataset && kinds.includes(topic.kind),
  );

interface Scores {
  readonly scored: number;
  readonly wape: number | null;
  readonly wapeMean: number | null;
  readonly bias: number | null;
  readonly fva: number | null;
}

interface Node {
  readonly number: number;
  readonly asOf: string;
  readonly cutoff: string;
  readonly through: string;
  readonly periods: number;
  readonly items: number;
  readonly degradedShare: number;
  readonly issue: { readonly model: string };
  readonly levels: readonly (Scores & {
    readonly level: string;
    readonly series: number;
    readonly coverage: readonly { readonly nominal: number; readonly coverage: number }[];
    readonly segments: readonly (Scores & { readonly segment: string })[];
    readonly leadTimes: readonly { readonly leadTime: number; readonly bias: number | null }[];
  })[];
}

interface Answer {
  readonly realisedAccuracy: {
    readonly nodes: readonly Node[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const query = `query ($first: Int, $after: String) {
  realisedAccuracy(dataset: "shop", first: $first, after: $after) {
    nodes {
      number asOf cutoff through periods items degradedShare issue { model }
      levels {
        level series scored wape wapeMean bias fva
        coverage { nominal coverage }
        segments { segment scored wape wapeMean bias fva }
        leadTimes { leadTime bias }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function shown(variables: object = {}): Promise<Answer['realisedAccuracy']> {
  const { data, errors } = await running.post<Answer>(query, variables);
  expect(errors).toEqual([]);
  return data!.realisedAccuracy;
}

interface Issued {
  readonly mean: readonly number[];
  readonly median: readonly number[];
  readonly quantiles: readonly number[];
}

/** What was issued first, in the order of the items, straight from the table. */
async function issuedForecasts(): Promise<readonly Issued[]> {
  const database = await openDatabase({
    ...{ url: running.databaseUrl, poolSize: 1, statementTimeoutSeconds: 60 },
  });
  try {
    const { rows } = await database.pool.query<Issued>(
      `select f.mean, f.median, f.quantiles from issued_forecast f join item i on i.id = f.item_id
       where f.issue_id = (select min(id) from forecast_issue) order by i.key`,
    );
    return rows;
  } finally {
    await database[Symbol.asyncDispose]();
  }
}

/** Whether the demand of an item on a day of the horizon has arrived. */
const isKnown = (item: number, lead: number) => lead < arrived && !(item === 3 && lead === 2);

/** The scores of groups of items, written down plainly: sums of what is known, then errors of the sums. */
function plainScores(issued: readonly Issued[], groups: readonly (readonly number[])[]): Scores {
  const total = { count: 0, demand: 0, error: 0, mean: 0, point: 0, naive: 0 };
  for (const group of groups) {
    for (let lead = 0; lead < horizon; lead += 1) {
      const known = group.filter((item) => isKnown(item, lead));
      if (known.length === 0) continue;
      const sum = (of: (item: number) => number) => known.reduce((so, item) => so + of(item), 0);
      const sold = sum((item) => demand[item]![history + lead]!);
      const mean = sum((item) => issued[item]!.mean[lead]!);
      const point = group.length === 1 ? issued[group[0]!]!.median[lead]! : mean;
      const naive = sum((item) => demand[item]![history - 7 + (lead % 7)]!);
      total.count += 1;
      total.demand += sold;
      total.error += mean - sold;
      total.mean += Math.abs(mean - sold);
      total.point += Math.abs(point - sold);
      total.naive += Math.abs(naive - sold);
    }
  }
  return {
    scored: total.count,
    wape: total.point / total.demand,
    wapeMean: total.mean / total.demand,
    bias: total.error / total.demand,
    fva: (100 * (total.naive - total.point)) / total.demand,
  };
}

function expectScores(found: Scores, expected: Scores): void {
  expect(found.scored).toBe(expected.scored);
  for (const name of ['wape', 'wapeMean', 'bias', 'fva'] as const) {
    expect(Math.abs(found[name]! - expected[name]!), name).toBeLessThan(1e-9);
  }
}

beforeAll(async () => {
  running = await startApp();
  const { app } = running;
  await ingestShop(app.ingestions, { items, days: 1, missingValuePolicy: 'keep-unknown' });
  await ingest(0, history);
  await app.runBacktest.execute(
    { dataset: 'shop', models: [model], horizon, windows: 3, quantileLevels },
    { signal, onProgress: () => undefined },
  );
  await refresh();
});
afterAll(() => running[Symbol.asyncDispose]());

describe('forecasts that were issued', () => {
  let ordinary: Date;

  test('have no scores before demand arrives', async () => {
    expect(await check()).toEqual([]);
    expect((await shown()).nodes).toEqual([]);
    expect(await judged()).toEqual([]);
  });

  test('are scored by what has been sold since, level by level, as a plain computation has it', async () => {
    ordinary = await ingest(history, history + arrived);
    // What was not forecast is not scored.
    await running.app.ingestDemand.execute({
      dataset: 'shop',
      createItems: true,
      updates: [
        {
          ...{ item: 'NEW', start: dateOfDay(history), values: [1000, 1000] },
          attributes: { store: 'CA_1', state: 'CA', category: 'FOODS' },
        },
      ],
    });
    await check();
    const [node, ...others] = (await shown()).nodes;
    expect(others).toEqual([]);
    expect(node).toMatchObject({
      ...{ cutoff: dateOfDay(history - 1), through: dateOfDay(history + arrived - 1) },
      ...{ periods: arrived, items, degradedShare: 0, issue: { model } },
    });
    const issued = await issuedForecasts();
    const all = [...issued.keys()];
    const stores = { CA_1: all.filter((item) => item % 2 === 0), TX_1: all.filter((i) => i % 2) };
    const groups: Readonly<Record<string, readonly (readonly number[])[]>> = {
      total: [all],
      state: [stores.CA_1, stores.TX_1],
      store: [stores.CA_1, stores.TX_1],
      category: [all],
      'item-store': all.map((item) => [item]),
    };
    expect(node!.levels.map(({ level }) => level)).toEqual(Object.keys(groups));
    for (const level of node!.levels)
      expectScores(level, plainScores(issued, groups[level.level]!));
    const { segments } = node!.levels.find(({ level }) => level === 'store')!;
    expect(segments.map(({ segment }) => segment)).toEqual(['CA_1', 'TX_1']);
    expectScores(segments[0]!, plainScores(issued, [stores.CA_1]));
    expectScores(segments[1]!, plainScores(issued, [stores.TX_1]));
    const ofItems = node!.levels.at(-1)!;
    expect(ofItems.leadTimes.map(({ bias }) => bias !== null)).toEqual(
      Array.from({ length: horizon }, (_, lead) => lead < arrived),
    );
    const isInside = (item: number, lead: number, low: number, high: number) => {
      const sold = demand[item]![history + lead]!;
      const quantile = (rank: number) => issued[item]!.quantiles[rank * horizon + lead]!;
      return sold >= quantile(low) && sold <= quantile(high);
    };
    const known = all.flatMap((item) =>
      Array.from({ length: horizon }, (_, lead) => [item, lead] as const).filter((pair) =>
        isKnown(...pair),
      ),
    );
    const share = (low: number, high: number) =>
      known.filter(([item, lead]) => isInside(item, lead, low, high)).length / known.length;
    expect(ofItems.coverage).toEqual([
      { nominal: 0.95, coverage: expect.closeTo(share(0, 4), 9) as number },
      { nominal: 0.8, coverage: expect.closeTo(share(1, 3), 9) as number },
    ]);
  });

  test('are scored once for one state of the data', async () => {
    const [first] = await check();
    const [second] = await check();
    expect(second).toEqual(first);
    expect((await shown()).nodes.map(({ number }) => number)).toEqual([first!.check.id]);
  });

  test('raise nothing while they are as good as in the backtest', async () => {
    const judgements = await judged();
    expect(judgements.map(({ topic }) => topic.kind)).toEqual(kinds);
    expect(judgements.flatMap(({ breach }) => breach ?? [])).toEqual([]);
  });

  test('raise alerts with their runbooks when demand has doubled, by a job that scores them first', async () => {
    await ingest(history, history + arrived, 2);
    await running.app.work();
    const { job } = await running.app.startJob.execute('monitor', { dataset: 'shop' }, {});
    expect((await jobEnded(running.app, job.id)).status).toBe('succeeded');
    const open = { dataset: 'shop', kind: null, states: ['OPEN'] as const };
    const { entries } = await running.app.listAlerts.page(open, { first: 10, before: null });
    expect(entries.find(({ kind }) => kind === 'BIAS')).toMatchObject({
      ...{ severity: 'CRITICAL', subject: '', runbook: 'docs/runbooks/bias.md' },
      message: expect.stringContaining('too low') as string,
    });
    expect(entries.find(({ kind }) => kind === 'ACCURACY')).toMatchObject({
      ...{ severity: 'CRITICAL', subject: '', runbook: 'docs/runbooks/accuracy.md' },
    });
  });

  test('keep the scores by the newest demand, though older demand is looked at again', async () => {
    const [byOlder] = await check(ordinary);
    expect(byOlder!.check.asOf).toEqual(ordinary);
    const [node] = (await shown()).nodes;
    expect(node!.number).toBeLessThan(byOlder!.check.id);
    expect(node!.levels[0]!.bias).toBeLessThan(-0.4);
    expect((await judged()).find(({ topic }) => topic.kind === 'BIAS')!.breach).not.toBeNull();
  });

  test('resolve their alerts when they are good again', async () => {
    await ingest(history, history + arrived);
    await check();
    const { resolved } = await running.app.evaluateAlerts.execute();
    expect(resolved.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ACCURACY', 'BIAS']));
    expect((await judged()).flatMap(({ breach }) => breach ?? [])).toEqual([]);
  });

  test('are listed issue by issue, the newest first', async () => {
    const newest = await refresh();
    await ingest(history + arrived, history + arrived + 2);
    const scored = await check();
    expect(scored.map(({ issue }) => issue.id)).toEqual([newest.id, scored[1]!.issue.id]);
    const page = await shown({ first: 1 });
    expect(page.nodes).toMatchObject([{ cutoff: dateOfDay(history + arrived - 1), periods: 2 }]);
    expect(page.pageInfo.hasNextPage).toBe(true);
    const next = await shown({ first: 1, after: page.pageInfo.endCursor });
    expect(next.nodes).toMatchObject([{ cutoff: dateOfDay(history - 1), periods: arrived + 2 }]);
    expect(next.pageInfo.hasNextPage).toBe(false);
  });

  test('are forgotten with their issue', async () => {
    const database = await openDatabase({
      ...{ url: running.databaseUrl, poolSize: 1, statementTimeoutSeconds: 60 },
    });
    await database.pool.query(
      'delete from forecast_issue where id = (select min(id) from forecast_issue)',
    );
    await database[Symbol.asyncDispose]();
    expect((await shown()).nodes).toHaveLength(1);
  });
});

describe('what cannot be scored', () => {
  test('raises nothing: a shop that sells nothing, and one without forecasts', async () => {
    const { app } = running;
    await ingestShop(app.ingestions, { slug: 'closed', items: 4, days: 100 });
    await refresh('closed');
    const updates = [0, 1, 2, 3].map((item) => ({
      ...{ item: shopKey(item), start: dateOfDay(100) },
      values: new Array<number>(10).fill(0),
    }));
    await app.ingestDemand.execute({ dataset: 'closed', updates });
    await ingestShop(app.ingestions, { slug: 'unforecast', items: 1, days: 100 });
    for (const dataset of ['closed', 'unforecast']) {
      const scored = await app.checkAccuracy.execute({ dataset }, { signal });
      expect(scored).toHaveLength(dataset === 'closed' ? 1 : 0);
      expect(await judged(dataset)).toEqual([]);
    }
  });

  test('is refused by name', async () => {
    const { errors } = await running.post(
      '{ realisedAccuracy(dataset: "none") { nodes { number } } }',
    );
    expect(errors[0]!.extensions).toMatchObject({ code: 'NOT_FOUND', reason: 'DATASET_NOT_FOUND' });
    const page = await running.post(
      '{ realisedAccuracy(dataset: "shop", first: 1000) { nodes { number } } }',
    );
    expect(page.errors[0]!.extensions).toMatchObject({ reason: 'LIMIT_EXCEEDED' });
    const cursor = await running.post(
      '{ realisedAccuracy(dataset: "shop", after: "ZHJpZnQ6MQ") { nodes { number } } }',
    );
    expect(cursor.errors[0]!.extensions).toMatchObject({ reason: 'INVALID_CURSOR' });
    await expect(
      running.app.checkAccuracy.execute({ dataset: 'none' }, { signal }),
    ).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' });
  });
});
