import type { App } from '../../server/app.ts';
import { isFinished, type Job, type JobKindName } from '../../server/application/jobs/index.ts';
import type { Database } from '../../server/storage/index.ts';
import { Cleanup } from '../cleanup.ts';
import { openApp } from '../open-app.ts';
import type { KillPoint } from './kill-points.ts';
import { leftBehind } from './left-behind.ts';
import type { Place } from './place.ts';
import { type Outcome, refuseLate, type Subject } from './subject.ts';
import { untilShare } from './until-share.ts';
import { startVictim } from './victim.ts';

interface JobSubject {
  readonly name: string;
  readonly kind: JobKindName;
  readonly request: object;
  /** A count of what is stored of the work. */
  readonly doneSql: string;
  readonly total: number;
  readonly unit: string;
  readonly left: (database: Database) => Promise<Outcome['left']>;
}

const models = ['simple-exponential-smoothing', 'ets-ana', 'theta'];
const windows = 20;
const memberSteps = 1200;

/** Work of the queue on the dataset `kills`, which has so many items. */
export function jobSubjects(template: string, items: number): readonly Subject[] {
  const network = { horizon: 7, quantileLevels: [0.1, 0.9], lookbacks: [2], members: 1 };
  const training = { steps: memberSteps, batchSize: 64, network: { width: 32 } };
  const subjects: readonly JobSubject[] = [
    {
      ...{ name: 'backtest', kind: 'backtest', unit: 'units', left: leftBehind.backtest },
      request: { models, windows, stepSize: 1, horizon: 7 },
      doneSql: 'select count(*)::integer as done from backtest_unit',
      total: models.length * windows,
    },
    {
      ...{ name: 'training', kind: 'train', unit: 'steps', left: leftBehind.training },
      request: { backend: 'wasm', settings: { ...network, ...training } },
      doneSql: 'select done from job',
      // Once for the scores and once for the version.
      total: 2 * memberSteps,
    },
    {
      ...{ name: 'refresh', kind: 'refresh', unit: 'shards', left: leftBehind.refresh },
      request: { model: 'ets-auto', horizon: 14 },
      doneSql:
        'select count(*)::integer as done from forecast_shard where completed_at is not null',
      total: Math.ceil(items / 256),
    },
  ];
  return subjects.map((subject) => ({
    ...{ name: subject.name, template },
    run: (place, point, signal) => runJob(subject, { place, point, signal }),
  }));
}

interface RunParts {
  readonly place: Place;
  readonly point: KillPoint | null;
  readonly signal: AbortSignal;
}

async function runJob(subject: JobSubject, { place, point, signal }: RunParts): Promise<Outcome> {
  await using cleanup = new Cleanup();
  const app = await openApp(place.env['DATABASE_URL']!, place.env);
  cleanup.defer(() => app.close());
  const request = { dataset: 'kills', ...subject.request };
  const { job } = await app.startJob.execute(subject.kind, request, {});
  const fell = point === null ? '' : await killWorker(subject, { place, point, signal });
  const worker = startVictim(['worker'], place.env);
  cleanup.defer(async () => worker[Symbol.asyncDispose]());
  const ended = await Promise.race([
    end(app, job.id, signal),
    worker.ended.then(() => Promise.reject(new Error(`The worker ended:\n${worker.said()}`))),
  ]);
  if (ended.status !== 'succeeded') throw new Error(`A job ended: ${JSON.stringify(ended)}`);
  return { left: await subject.left(place.database), fell, attempts: ended.attempts };
}

/** Lets a worker come as far as the point and kills it; resolves to where it was. */
async function killWorker(
  { name, doneSql, total, unit }: JobSubject,
  { place, point, signal }: RunParts & { readonly point: KillPoint },
): Promise<string> {
  const { pool } = place.database;
  const done = async () => (await pool.query<{ done: number }>(doneSql)).rows[0]!.done;
  await using worker = startVictim(['worker'], place.env);
  await untilShare(point, { signal, share: async () => (await done()) / total });
  await worker.kill();
  const { rows } = await pool.query<{ status: string }>('select status from job');
  refuseLate(rows[0]!.status !== 'running', name, point);
  return `${await done()} of ${total} ${unit}`;
}

async function end({ feed }: App, id: number, signal: AbortSignal): Promise<Job> {
  for await (const job of feed.follow(id, signal)) if (isFinished(job)) return job;
  throw new Error(`Job ${id} did not end.`, { cause: signal.reason });
}
