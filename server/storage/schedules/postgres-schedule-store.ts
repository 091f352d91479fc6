import type {
  DueRun,
  NewSchedule,
  RunEnd,
  Schedule,
  ScheduleStore,
} from '../../application/schedules/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { lockedTransaction } from '../locked-transaction.ts';
import { dueRunFromRow, scheduleFromRow, schedulesSql } from './schedule-rows.ts';

/** Schedules in PostgreSQL; an index lets a planned time be one row, whoever writes it. */
export class PostgresScheduleStore implements ScheduleStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(dataset: string | null): Promise<readonly Schedule[]> {
    const where = 'where ($1::text is null or d.slug = $1) order by s.name';
    return (await this.#query(`${schedulesSql} ${where}`, [dataset])).map(scheduleFromRow);
  }

  async find(name: string): Promise<Schedule | null> {
    const [row] = await this.#query(`${schedulesSql} where s.name = $1`, [name]);
    return row === undefined ? null : scheduleFromRow(row);
  }

  set(schedule: NewSchedule, at: Date): Promise<{ readonly overlaps: string | null }> {
    const { name, dataset, kind, cron, timeZone, settings, isPaused } = schedule;
    const lock = { key: 'schedules', work: 'change of schedules', timeoutSeconds: 20 };
    return lockedTransaction(this.#database, lock, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select s.name from schedule s join dataset d on d.id = s.dataset_id
         where d.slug = $1 and s.kind = $2 and s.name <> $3`,
        [dataset, kind, name],
      );
      if (rows[0] !== undefined) return { overlaps: rows[0].name };
      await client.query(
        `insert into schedule (name, dataset_id, kind, cron, time_zone, settings, is_paused, watched_since)
         select $1, d.id, $3, $4, $5, $6, $7, $8 from dataset d where d.slug = $2
         on conflict (name) do update set dataset_id = excluded.dataset_id, kind = excluded.kind, cron = excluded.cron,
           time_zone = excluded.time_zone, settings = excluded.settings, is_paused = excluded.is_paused,
           watched_since = excluded.watched_since`,
        [name, dataset, kind, cron, timeZone, JSON.stringify(settings), isPaused, at],
      );
      return { overlaps: null };
    });
  }

  async remove(name: string): Promise<boolean> {
    const rows = await this.#query('delete from schedule where name = $1 returning id', [name]);
    return rows.length > 0;
  }

  async plan(schedule: number, plannedAt: Date, at: Date): Promise<void> {
    await this.#query(
      `insert into schedule_run (schedule_id, planned_at, outcome, detail, recorded_at)
       select $1, $2, case when g.detail is null then 'due' else 'skipped' end, g.detail, $3
       from (select 1) one left join lateral (
         select coalesce('Job ' || j.id || ' of the run before was still ' || j.status || '.',
                         'The run before was not started yet.') as detail
         from schedule_run r left join job j on j.id = r.job_id
         where r.schedule_id = $1 and (r.outcome = 'due' or j.status in ('queued', 'running'))
         order by r.planned_at desc limit 1) g on true
       on conflict (schedule_id, planned_at) do nothing`,
      [schedule, plannedAt, at],
    );
  }

  async due(): Promise<readonly DueRun[]> {
    const rows = await this.#query(
      `select r.id, s.id as schedule, d.slug as dataset, s.kind, s.settings, r.planned_at as "plannedAt"
       from schedule_run r join schedule s on s.id = r.schedule_id join dataset d on d.id = s.dataset_id
       where r.outcome = 'due' and not s.is_paused order by r.planned_at, r.id`,
      [],
    );
    return rows.map(dueRunFromRow);
  }

  async settle(run: number, end: RunEnd): Promise<void> {
    const isStarted = end.outcome === 'started';
    await this.#query(
      `update schedule_run set outcome = $2, job_id = $3, detail = $4 where id = $1 and outcome = 'due'`,
      [run, end.outcome, isStarted ? end.job : null, isStarted ? null : end.detail],
    );
  }

  #query(text: string, values: readonly unknown[]): Promise<readonly object[]> {
    return translatingErrors('schedules', async () => {
      const { rows } = await this.#database.pool.query<object>(text, [...values]);
      return rows;
    });
  }
}
