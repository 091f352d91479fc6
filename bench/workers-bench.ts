import { m5QuantileLevels } from '#core/evaluation';

import { type App, createApp } from '../server/app.ts';
import { isFinished, type Job } from '../server/application/jobs/index.ts';
import { loadConfig } from '../server/config/index.ts';
import { openDatabase } from '../server/storage/index.ts';
import {
  metricsPage,
  openTelemetryMetrics,
  openTelemetryTracer,
  silentLogger,
} from '../server/telemetry/index.ts';
import { m5SampleFiles } from './accuracy/m5/sample-files.ts';
import type { Bench, BenchContext } from './bench.ts';
import { Cleanup } from './cleanup.ts';
import { figure } from './figures.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';
import { startWorker } from './worker-process.ts';

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
const workerCounts = [1, 2, 4];
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
    const app = await createApp(loadConfig({ DATABASE_STATEMENT_TIMEOUT_SECONDS: '300' }), {
      databaseUrl: url,
      tracer: openTelemetryTracer(),
      metrics: openTelemetryMetrics(),
      metricsPage,
      logger: silentLogger,
    });
    cleanup.defer(() => app.close());
    const { signal } = context;
    const command = { dataset: { slug: 'm5' }, format: 'm5', files: [...files] } as const;
    await app.ingestFiles.execute(command, { signal });
    const shared: Shared[] = [];
    for (const count of workerCounts) {
      context.log(`workers: ${count}`);
      shared.push(await share(app, url, count, context));
    }
    const one = shared[0]!.seconds;
    return [
      {
        caption:
          'Every worker is a process of one thread. Seconds from the mutation to the last stored unit; the panel is read by every worker.',
        columns: ['workers', 'seconds', 'times as fast', 'units stored', 'units computed'],
        rows: shared.map(({ workers, seconds, stored, computed }) => [
          String(workers),
          figure(seconds),
          figure(one / seconds),
          String(stored),
          String(computed),
        ]),
      },
      {
        caption: 'Two workers in the middle of such a backtest when it is cancelled.',
        columns: ['after the mutation', 'ms'],
        rows: await cancel(app, url, context),
      },
    ];
  },
};

interface Shared {
  readonly workers: number;
  readonly seconds: number;
  readonly stored: number;
  /** More than are stored where one was computed twice. */
  readonly computed: number;
}

async function share(
  app: App,
  url: string,
  count: number,
  { signal }: BenchContext,
): Promise<Shared> {
  await using crew = await startCrew(url, count);
  const start = performance.now();
  const job = await started(app, count);
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
  return { workers: count, seconds, ...rows[0]! };
}

async function cancel(app: App, url: string, { signal }: BenchContext): Promise<string[][]> {
  await using _crew = await startCrew(url, 2);
  const job = await started(app, 0);
  await when(
    app,
    job.id,
    ({ progress }) => progress.stage === 'backtest' && progress.done > 4,
    signal,
  );
  const start = performance.now();
  await app.cancelJob.execute(job.id);
  const next = await Promise.all([startSmall(app, 1), startSmall(app, 2)]);
  const cancelled = when(app, job.id, isFinished, signal).then(() => performance.now() - start);
  const taken = next.map(({ id }) =>
    when(app, id, ({ status }) => status !== 'queued', signal).then(
      () => performance.now() - start,
    ),
  );
  return [
    ['the job is cancelled', figure(await cancelled)],
    ['the first worker computes something else', figure(Math.min(...(await Promise.all(taken))))],
    ['both do', figure(Math.max(...(await Promise.all(taken))))],
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
async function started(app: App, seed: number): Promise<Job> {
  const levels = ['m5'];
  const quantileLevels = [...m5QuantileLevels];
  return start(app, { models, windows, seed, levels, quantileLevels });
}

function startSmall(app: App, seed: number): Promise<Job> {
  return start(app, { models: ['naive'], windows: 1, seed, levels: ['m5'] });
}

async function start(app: App, request: object): Promise<Job> {
  const command = { dataset: 'm5', horizon: 28, ...request };
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
