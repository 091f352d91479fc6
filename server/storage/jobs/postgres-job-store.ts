import { invariant } from '#core/errors';
import type { PoolClient } from 'pg';

import type {
  Attempt,
  CreatedJob,
  DailyJobCost,
  DispatchedJob,
  Job,
  JobCost,
  JobCostQuery,
  JobCostReader,
  JobEnd,
  JobFailure,
  JobOrders,
  JobQuery,
  JobStore,
  NewJob,
  SqlConnection,
  WorkReport,
} from '../../application/jobs/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { lockedTransaction } from '../locked-transaction.ts';
import { jobColumns, jobFromRow, type StoredJob } from './job-rows.ts';
import {
  cancelSql,
  costsSql,
  createSql,
  finishSql,
  ownReportSql,
  helpReportSql,
  pageSql,
  requeueSql,
  beginSql,
} from './job-statements.ts';
import { connectionOf } from './sql-connection.ts';

type Dispatch = (job: DispatchedJob, connection: SqlConnection) => Promise<void>;

const lockTimeoutSeconds = 20;

/** The record of jobs in PostgreSQL. Whoever writes names the attempt, and is refused where another has begun since. */
export class PostgresJobStore implements JobStore, JobCostReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async startedWith(key: string): Promise<CreatedJob | null> {
    const found = await this.#one('j.idempotency_key = $1', [key]);
    return found === null ? null : { ...found, isNew: false };
  }

  async create(job: NewJob, dispatch: Dispatch): Promise<CreatedJob> {
    return this.#locked('start of a job', async (client) => {
      const { kind, datasetId, requestSha256, idempotencyKey, priority } = job;
      const { rows } = await client.query<{ id: number; turn: number }>(createSql, [
        ...[kind, datasetId, JSON.stringify(job.input), requestSha256, idempotencyKey, priority],
        ...[job.deadline, job.budget, job.traceparent],
      ]);
      const [created] = rows;
      if (created !== undefined)
        await dispatch({ ...created, kind, priority }, connectionOf(client));
      const by = created === undefined ? 'j.idempotency_key = $1' : 'j.id = $1';
      const found = await this.#one(by, [created?.id ?? idempotencyKey], client);
      invariant(found, 'a job that was not created is there already');
      return { ...found, isNew: created !== undefined };
    });
  }

  async find(id: number): Promise<Job | null> {
    return (await this.#one('j.id = $1', [id]))?.job ?? null;
  }

  async page({ kinds, statuses, dataset, before, limit }: JobQuery): Promise<readonly Job[]> {
    const rows = await this.#query(pageSql, [kinds, statuses, dataset, before, limit]);
    return rows.map((row) => jobFromRow(row).job);
  }

  async costs({ kinds, dataset, from }: JobCostQuery): Promise<readonly DailyJobCost[]> {
    const values = [kinds, dataset, from];
    const rows = await this.#query<Omit<DailyJobCost, 'cost'> & JobCost>(costsSql, values);
    return rows.map(({ day, kind, jobs, succeeded, ...cost }) => ({
      ...{ day, kind, jobs, succeeded, cost },
    }));
  }

  async begin(id: number): ReturnType<JobStore['begin']> {
    const [row] = await this.#query(beginSql, [id]);
    if (row === undefined) return null;
    const { job } = jobFromRow(row);
    return { job, attempt: { job: id, number: job.attempts } };
  }

  async report(
    { job, number }: { readonly job: number; readonly number: number | null },
    { progress, spent }: WorkReport,
  ): Promise<JobOrders | null> {
    const { cpuSeconds, wallSeconds, peakMemoryBytes, valuesRead, itemWindows, price } = spent;
    const values = [job, cpuSeconds, peakMemoryBytes, valuesRead, itemWindows, price];
    if (number === null) return this.#orders(helpReportSql, values);
    const { stage = null, done = null, total = null, unit = null, ...details } = progress ?? {};
    const shown = [stage, done, total, unit, progress === null ? null : JSON.stringify(details)];
    return this.#orders(ownReportSql, [...values, number, wallSeconds, ...shown]);
  }

  async finish({ job, number }: Attempt, end: JobEnd): Promise<boolean> {
    const error = end.status === 'failed' ? JSON.stringify(end.error) : null;
    const result = end.status === 'succeeded' ? JSON.stringify(end.result) : null;
    const rows = await this.#query(finishSql, [job, number, end.status, error, result]);
    return rows.length > 0;
  }

  async requeue(
    { job: id, number }: Attempt,
    error: JobFailure | null,
    dispatch: Dispatch | null,
  ): Promise<boolean> {
    return this.#locked('return of a job', async (client) => {
      const values = [id, number, error === null ? null : JSON.stringify(error)];
      const { rows } = await client.query<DispatchedJob>(requeueSql, values);
      const [place] = rows;
      if (place !== undefined) await dispatch?.(place, connectionOf(client));
      return place !== undefined;
    });
  }

  async abandon(id: number, error: JobFailure): Promise<boolean> {
    const rows = await this.#query(
      `update job set status = 'failed', stage = 'failed', error = $2, finished_at = now()
       where id = $1 and status in ('queued', 'running') returning id`,
      [id, JSON.stringify(error)],
    );
    return rows.length > 0;
  }

  async cancel(id: number): Promise<Job | null> {
    await this.#query(cancelSql, [id]);
    return this.find(id);
  }

  async #orders(sql: string, values: readonly unknown[]): Promise<JobOrders | null> {
    const [row] = await this.#query<JobOrders>(sql, values);
    return row ?? null;
  }

  async #one(
    condition: string,
    values: readonly unknown[],
    client?: PoolClient,
  ): Promise<StoredJob | null> {
    const sql = `select ${jobColumns} from job j join dataset d on d.id = j.dataset_id where ${condition}`;
    const rows =
      client === undefined
        ? await this.#query(sql, values)
        : (await client.query(sql, [...values])).rows;
    const [row] = rows as readonly unknown[];
    return row === undefined ? null : jobFromRow(row);
  }

  #query<Row extends object = object>(
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return translatingErrors('jobs', async () => {
      const { rows } = await this.#database.pool.query<Row>(sql, [...values]);
      return rows;
    });
  }

  /** One writer at a time decides on turns. */
  #locked<Result>(work: string, act: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const lock = { key: 'jobs', work, timeoutSeconds: lockTimeoutSeconds };
    return lockedTransaction(this.#database, lock, act);
  }
}
