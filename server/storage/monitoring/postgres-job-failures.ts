import type { JobFailureReader, JobFailures } from '../../application/monitoring/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';

const failuresSql = `
  select d.slug as dataset, j.kind,
    count(*) filter (where j.status = 'failed' and j.id > coalesce(s.last, 0))::integer as failures,
    coalesce((array_agg(j.error ->> 'message' order by j.id desc) filter (where j.status = 'failed'))[1], '') as "lastError"
  from job j
  join dataset d on d.id = j.dataset_id
  left join (select dataset_id, kind, max(id) as last from job where status = 'succeeded' group by dataset_id, kind) s
    on s.dataset_id = j.dataset_id and s.kind = j.kind
  where j.status in ('failed', 'succeeded')
  group by d.slug, j.kind order by d.slug, j.kind`;

/** Reads from the record of jobs how often they failed. */
export class PostgresJobFailures implements JobFailureReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  failures(): Promise<readonly JobFailures[]> {
    return translatingErrors('failed jobs', async () => {
      const { rows } = await this.#database.pool.query<JobFailures>(failuresSql);
      return rows;
    });
  }
}
