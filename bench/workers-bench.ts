import { setTimeout as pause } from 'node:timers/promises';

import { m5QuantileLevels } from '#core/evaluation';

import type { App } from '../server/app.ts';
import { isFinished, type Job } from '../server/application/jobs/index.ts';
import { openDatabase } from '../server/storage/index.ts';
import { m5SampleFiles } from './accuracy/m5/sample-files.ts';
import type { Bench, BenchContext } from './bench.ts';
import { Cleanup } from './cleanup.ts';
import { figure } from './figures.ts';
import { openApp } from './open-app.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';
import { startWorker } from './worker-process.ts';

interface Plan {
  readonly models: readonly string[];
  readonly windows: number;
  readonly workerCounts: readonly number[];
}

const models = [
  'seasonal-naive',
  'simple-exponential-smoothing',
  'ets-ana',
  'ets-auto',
  'theta',
  'croston-sba',
  'tsb',
  'esx',
];
const windows = 6;
const measured: Plan = { models, windows, workerCounts: [1, 2, 4] };
/** At scale demo: enough to see that it works. */
const tried: Plan = { models: ['seasonal-naive', 'theta'], windows: 2, workerCounts: [1, 2] };
const lookAgainMs = 5;
/** One thread each, so that workers and not threads are counted. */
const workerSettings = { WORKER_THREADS: '1' };

/** Workers that share one backtest on one PostgreSQL: how much faster more of them are, and how fast they let go. */
export const workersBench: Bench = {
  name: 'workers',
  title: `A backtest of ${models.length} models from ${windows} origins of M5's sample, shared by workers`,
  document: 'scaling',
  run: async (context) => {
    const files = m5SampleFiles(context.log);
    if (files === null) return null;
    await using cleanup = new Cleanup();
    const url = await startTemporaryPostgres(cleanup, context.log);
    const app = await openApp(url, { DATABASE_STATEMENT_TIMEOUT_SECONDS: '300' });
    cleanup.defer(() => app.close());
    const { signal } = context;
    const plan = context.scale === 'm5' ? measured : tried;
    const command = { dataset: { slug: 'm5' }, format: 'm5', files: [...files] } as const;
    await app.ingestFiles.execute(command, { signal });
    const shared: Shared[] = [];
    for (const count of plan.workerCounts) {
      context.log(`workers: ${count}`);
      shared.push(await share(app, url, { ...plan, count }, context));
    }
    const one = shared[0]!.seconds;
    return [
      {
        caption:
          'Every worker is a process of one thread. Seconds from the mutation to the end of the job; the panel is read by every worker.',
        columns: ['workers', 'seconds', 'times as fast', 'units, each once'],
        rows: shared.map(({ workers, seconds, units }) => [
          String(workers),
          figure(seconds),
          figure(one / seconds),
          String(units),
        ]),
      },
      {
        caption:
          'Two workers in the middle of such a backtest when it is cancelled: they hear of it with their next report, of which there are two a second.',
        columns: ['after the mutation', 'ms'],
        rows: await cancel(app, url, context),
      },
    ];
  },
};

interface Shared {
  readonly workers: number;
  readonly seconds: number;
  /** Each was computed once, or the bench fails. */
  readonly units: number;
}

async function share(
  app: App,
  url: string,
  { count, ...plan }: Plan & { readonly count: number },
  { signal }: BenchContext,
): Promise<Shared> {
  await using crew = await startCrew(url, count);
  const start = performance.now();
  const job = await started(app, plan, count);
  const ended = await when(app, job.id, isFinished, signal);
  const seconds = (performance.now() - start) / 1000;
  if (ended.status !== 'succeeded') throw new Error(`The backtest ended: ${JSON.stringify(ended)}`);
  await crew[Symbol.asyncDispose]();
  // Each row that is written takes a number, also one that turns out to be there already.
  await using database = await openDatabase({ url, poolSize: 1, statementTimeoutSeconds: 60 });
  const { rows } = await database.pool.query<{ stored: number; computed: number }>(
    `select count(*)::integer as stored, (max(id) - min(id) + 1)::integer as computed from backtest_unit
     where run_id = (select (result ->> 'run')::integer from job where id = $1)`,
    [job.id],
  );
  const units = plan.models.length * plan.windows;
  const { stored, computed } = rows[0]!;
  if (stored !== units || computed !== units) {
    throw new Error(
      `${units} units were to be computed once: ${stored} are stored, ${computed} were written.`,
    );
  }
  return { workers: count, seconds, units };
}

async function cancel(app: App, url: string, { signal }: BenchContext): Promise<string[][]> {
  await using _crew = await startCrew(url, 2);
  await using database = await openDatabase({ url, poolSize: 1, statementTimeoutSeconds: 60 });
  const job = await started(app, measured, 0);
  const holders = async () => {
    const sql = 'select count(distinct holder)::integer as count from backtest_lease';
    return (await database.pool.query<{ count: number }>(sql)).rows[0]!.count;
  };
  // Both are at it.
  while ((await holders()) < 2) await pause(lookAgainMs, undefined, { signal });
  const start = performance.now();
  const since = () => performance.now() - start;
  await app.cancelJob.execute(job.id);
  const cancelled = when(app, job.id, isFinished, signal).then(since);
  // A worker gives its leases up when none of its threads computes any more.
  const idle = async (most: number) => {
    while ((await holders()) > most) await pause(lookAgainMs, undefined, { signal });
    return since();
  };
  const [first, both] = [await idle(1), await idle(0)];
  return [
    ['the first worker is idle', figure(first)],
    ['both are', figure(both)],
    ['the job is cancelled', figure(await cancelled)],
  ];
}

async function startCrew(url: string, count: number): Promise<AsyncDisposable> {
  const crew = new Cleanup();
  for (let index = 0; index < count; index += 1) {
    const worker = await startWorker(url, workerSettings);
    crew.defer(async () => worker[Symbol.asyncDispose]());
  }
  return crew;
}

/** Another seed is another run. */
async function started(app: App, { models, windows }: Plan, seed: number): Promise<Job> {
  const levels = ['m5'];
  const quantileLevels = [...m5QuantileLevels];
  const command = { dataset: 'm5', horizon: 28, models, windows, seed, levels, quantileLevels };
  return (await app.startJob.execute('backtest', command, {})).job;
}

/** The first state of a job that fits. */
async function when(
  app: App,
  id: number,
  fits: (job: Job) => boolean,
  signal: AbortSignal,
): Promise<Job> {
  for await (const job of app.feed.follow(id, signal)) if (fits(job)) return job;
  throw new Error(`Job ${id} is gone.`);
}
