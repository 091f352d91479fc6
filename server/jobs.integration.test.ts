import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Job } from './application/jobs/index.ts';
import { backtestsOver, storedBacktests } from './testing/backtests.ts';
import { jobEnded, jobWhen } from './testing/jobs.ts';
import { createTestDatabase } from './testing/postgres.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop } from './testing/shop-data.ts';
import { PostgresIngestionStore, openDatabase } from './storage/index.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp({ JOB_HEARTBEAT_SECONDS: '10', JOB_MAX_PRICE: '100' });
  await ingestShop(running.app.ingestions, { items: 6, days: 200 });
  await running.app.work();
});
afterAll(() => running[Symbol.asyncDispose]());

const backtest = { dataset: 'shop', models: ['naive', 'seasonal-naive'], horizon: 7, windows: 3 };
/** Minutes of work, cut into many units. */
const longBacktest = {
  dataset: 'shop',
  models: ['ets-auto'],
  horizon: 1,
  windows: 150,
  stepSize: 1,
};

interface Cost {
  readonly price: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
}

interface Costs {
  readonly jobs: {
    readonly nodes: readonly {
      readonly progress: { readonly status: string };
      readonly cost: Cost;
    }[];
  };
  readonly all: readonly {
    readonly day: string;
    readonly kind: string;
    readonly jobs: number;
    readonly succeeded: number;
    readonly cost: Cost;
  }[];
  readonly exports: readonly unknown[];
  readonly others: readonly unknown[];
}

describe('jobs over GraphQL', () => {
  const start = `
    mutation($input: StartBacktestInput!) {
      startBacktest(input: $input) {
        job { id status kind dataset { slug } traceId }
        replayed
        userErrors { field message code }
      }
    }`;

  test('a backtest is computed by a worker, and its scores are those of the command', async () => {
    const { data, errors } = await running.post<{ startBacktest: { job: { id: string } } }>(start, {
      input: { ...backtest, priority: 1 },
    });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      startBacktest: {
        replayed: false,
        userErrors: [],
        job: { kind: 'BACKTEST', status: 'QUEUED' },
      },
    });
    const id = data!.startBacktest.job.id;
    const done = await jobEnded(running.app, numberOf(id));
    expect(done).toMatchObject({
      status: 'succeeded',
      attempts: 1,
      priority: 1,
      progress: { done: 6, total: 6, unit: 'units', windowsDone: 3, windowsTotal: 3, wape: 0 },
      cost: { itemWindows: 18, valuesRead: 6 * 200 },
    });
    expect(done.cost.cpuSeconds).toBeGreaterThan(0);
    expect(done.cost.price).toBeGreaterThan(0);

    await using alone = await createTestDatabase();
    await ingestShop(new PostgresIngestionStore(alone.database), { items: 6, days: 200 });
    await backtestsOver(alone.database).runBacktest.execute(backtest, {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await using own = await openDatabase({
      ...{ url: running.databaseUrl, poolSize: 1, statementTimeoutSeconds: 60 },
    });
    expect(await storedBacktests(own)).toEqual(await storedBacktests(alone.database));

    const run = await running.post(
      `query($id: ID!) {
        job(id: $id) {
          progress { status done total }
          backtestRun {
            completedAt unitsDone unitsTotal resultSha256
            config { models windows } windows { cutoff from to }
            leaderboardEntries { model wape windows { window wape } levels { level wape leadTimes { leadTime wape } } }
            segments(model: "naive", level: "store") { name items wape }
            items(model: "naive", first: 2) { nodes { name wape } pageInfo { hasNextPage } }
          }
        }
        leaderboard(dataset: "shop", metric: WAPE, level: "store") { score entry { model } }
        backtestRuns(first: 1, filter: { dataset: "shop", isComplete: true }) { nodes { id number } }
        jobs(first: 1, filter: { statuses: [SUCCEEDED], kinds: [BACKTEST], dataset: "shop" }) { nodes { id } }
        node(id: $id) { __typename id }
      }`,
      { id },
    );
    expect(run.errors).toEqual([]);
    expect(run.data).toMatchObject({
      job: {
        progress: { status: 'SUCCEEDED', done: 6, total: 6 },
        backtestRun: {
          unitsDone: 6,
          unitsTotal: 6,
          config: { models: ['naive', 'seasonal-naive'], windows: 3 },
          windows: [{ from: '2015-06-29', to: '2015-07-05' }, {}, {}],
          leaderboardEntries: [
            { model: 'seasonal-naive', wape: 0, windows: [{ window: 0 }, {}, {}] },
            { model: 'naive' },
          ],
          segments: [
            { name: 'CA_1', items: 3 },
            { name: 'TX_1', items: 3 },
          ],
          items: {
            nodes: [{ name: 'ITEM_000' }, { name: 'ITEM_001' }],
            pageInfo: { hasNextPage: true },
          },
        },
      },
      leaderboard: [
        { score: 0, entry: { model: 'seasonal-naive' } },
        { entry: { model: 'naive' } },
      ],
      backtestRuns: { nodes: [{ number: 1 }] },
      jobs: { nodes: [{ id }] },
      node: { __typename: 'Job', id },
    });
  });

  test('the same key answers the same job, also of two at once; another request under it is refused', async () => {
    const input = { ...backtest, models: ['naive'], idempotencyKey: 'monday' };
    const [one, other] = await Promise.all([
      running.post<Started>(start, { input }),
      running.post<Started>(start, { input }),
    ]);
    const [first, second] = [one.data!.startBacktest, other.data!.startBacktest];
    expect(first.job!.id).toBe(second.job!.id);
    expect([first.replayed, second.replayed].sort()).toEqual([false, true]);
    const changed = await running.post<Started>(start, { input: { ...input, windows: 2 } });
    expect(changed.data!.startBacktest).toMatchObject({
      job: null,
      userErrors: [{ field: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    await jobEnded(running.app, numberOf(first.job!.id));
    expect((await running.post<Started>(start, { input })).data!.startBacktest).toMatchObject({
      job: { id: first.job!.id, status: 'SUCCEEDED' },
      replayed: true,
    });
  });

  test.each([
    [{ dataset: 'ghost' }, ['dataset'], 'DATASET_NOT_FOUND'],
    [{ models: ['oracle'] }, ['models'], 'MODEL_NOT_FOUND'],
    [{ windows: 0 }, ['windows'], 'INVALID_INPUT'],
    [{ priority: 11 }, ['priority'], 'INVALID_INPUT'],
    [{ budget: 101 }, ['budget'], 'LIMIT_EXCEEDED'],
    [{ deadline: '2020-01-01T00:00:00Z' }, ['deadline'], 'INVALID_INPUT'],
  ])('%o is refused as data', async (change, field, code) => {
    const { data } = await running.post<Started>(start, { input: { ...backtest, ...change } });
    expect(data!.startBacktest).toMatchObject({ job: null, userErrors: [{ field, code }] });
  });
});

describe('the end of a job', () => {
  const cancelled = async (job: Job) => running.app.cancelJob.execute(job.id);

  test('cancellation is obeyed in the middle of the work, and what is stored stays', async () => {
    const { job } = await running.app.startJob.execute('backtest', longBacktest, {});
    await jobWhen(running.app, job.id, ({ progress }) => progress.done >= 2);
    expect((await cancelled(job)).cancelRequestedAt).not.toBeNull();
    const ended = await jobEnded(running.app, job.id);
    expect(ended).toMatchObject({ status: 'cancelled', result: null });
    expect(ended.progress.done).toBeLessThan(150);
    // The worker is free again.
    const next = await running.app.startJob.execute('backtest', { ...backtest, windows: 2 }, {});
    expect(await jobEnded(running.app, next.job.id)).toMatchObject({ status: 'succeeded' });
    expect(await cancelled(job)).toMatchObject({ status: 'cancelled' });
  });

  test('a budget stops a job with BUDGET_EXCEEDED, a deadline with DEADLINE_EXCEEDED', async () => {
    const poor = await running.app.startJob.execute('backtest', longBacktest, { budget: 1e-7 });
    expect(await jobEnded(running.app, poor.job.id)).toMatchObject({
      status: 'failed',
      error: { code: 'BUDGET_EXCEEDED' },
    });
    const deadline = new Date(Date.now() + 1500);
    const late = await running.app.startJob.execute('backtest', longBacktest, { deadline });
    expect(await jobEnded(running.app, late.job.id)).toMatchObject({
      status: 'failed',
      error: { code: 'DEADLINE_EXCEEDED' },
    });
  });

  test('what jobs have cost is told by day and kind', async () => {
    const { data } = await running.post<Costs>(
      `{ jobs(first: 100) { nodes { kind progress { status } cost { price cpuSeconds peakMemoryBytes } } }
         all: jobCosts(days: 2) { day kind jobs succeeded cost { price cpuSeconds peakMemoryBytes } }
         exports: jobCosts(kinds: [EXPORT]) { jobs }
         others: jobCosts(dataset: "nobody") { jobs } }`,
    );
    const { jobs, all, exports, others } = data!;
    const ended = jobs.nodes.filter(({ progress }) =>
      ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(progress.status),
    );
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['BACKTEST']));
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    expect(sum(all.map((day) => day.jobs))).toBe(ended.length);
    expect(sum(all.map((day) => day.succeeded))).toBe(
      ended.filter(({ progress }) => progress.status === 'SUCCEEDED').length,
    );
    for (const of of ['price', 'cpuSeconds'] as const) {
      expect(sum(all.map(({ cost }) => cost[of]))).toBeCloseTo(
        sum(ended.map(({ cost }) => cost[of])),
        9,
      );
    }
    const peaks = (list: readonly { readonly cost: Cost }[]) =>
      Math.max(...list.map(({ cost }) => cost.peakMemoryBytes));
    expect(peaks(all)).toBe(peaks(ended));
    expect(new Date(all.at(-1)!.day).getTime()).toBeLessThanOrEqual(Date.now());
    expect([exports, others]).toEqual([[], []]);
    const { errors } = await running.post('{ jobCosts(days: 0) { jobs } }');
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { issues: [{ path: 'days' }] },
    });
  });

  test('what cannot work fails with its own code and is not tried again', async () => {
    const tooLong = { ...backtest, windows: 500 };
    const { job } = await running.app.startJob.execute('backtest', tooLong, {});
    expect(await jobEnded(running.app, job.id)).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { code: 'HORIZON_TOO_LONG' },
    });
  });
});

interface Started {
  readonly startBacktest: {
    readonly job: { readonly id: string } | null;
    readonly replayed: boolean;
  };
}

/** The number in a global id. */
function numberOf(id: string): number {
  return Number(Buffer.from(id, 'base64url').toString().split(':')[1]);
}
