import type {
  ServingFacts,
  ServingFactStore,
  ServingSums,
} from '../../application/monitoring/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';

/** What was served, minute by minute, all processes together. */
export class PostgresServingFacts implements ServingFactStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(facts: readonly ServingFacts[]): Promise<void> {
    await this.#query(
      `with f as (
         select f.minute, d.id as dataset_id, f.requests, f.forecasts, f.degraded, f."latencyCounts" as counts
         from jsonb_to_recordset($1::jsonb) as f(minute timestamptz, dataset text, requests integer, forecasts integer,
           degraded integer, "latencyCounts" integer[])
         join dataset d on d.slug = f.dataset
       ), classes as (
         select minute, dataset_id, c.place, sum(c.count)::integer as count
         from f, unnest(f.counts) with ordinality as c(count, place) group by minute, dataset_id, c.place
       ), counts as (
         select minute, dataset_id, array_agg(count order by place) as counts from classes group by minute, dataset_id
       ), sums as (
         select minute, dataset_id, sum(requests)::integer as requests, sum(forecasts)::integer as forecasts,
           sum(degraded)::integer as degraded
         from f group by minute, dataset_id
       )
       insert into serving_minute as m (minute, dataset_id, requests, forecasts, degraded, latency_counts)
       select minute, dataset_id, requests, forecasts, degraded, counts from sums join counts using (minute, dataset_id)
       order by minute, dataset_id
       on conflict (minute, dataset_id) do update set requests = m.requests + excluded.requests,
         forecasts = m.forecasts + excluded.forecasts, degraded = m.degraded + excluded.degraded,
         latency_counts = (select array_agg(coalesce(a, 0) + coalesce(b, 0) order by place)
           from unnest(m.latency_counts, excluded.latency_counts) with ordinality as t(a, b, place))`,
      [JSON.stringify(facts)],
    );
  }

  async since(from: Date): Promise<readonly ServingSums[]> {
    return this.#query<ServingSums>(
      `with m as (select * from serving_minute where minute >= $1)
       select d.slug as dataset, s.requests, s.forecasts, s.degraded, c.counts as "latencyCounts"
       from (select dataset_id, sum(requests)::integer as requests, sum(forecasts)::integer as forecasts,
               sum(degraded)::integer as degraded from m group by dataset_id) s
       join (select dataset_id, array_agg(count order by place) as counts from (
               select dataset_id, place, sum(count)::integer as count
               from m, unnest(m.latency_counts) with ordinality as c(count, place) group by dataset_id, place) k
             group by dataset_id) c using (dataset_id)
       join dataset d on d.id = s.dataset_id order by d.slug`,
      [from],
    );
  }

  async forget(before: Date): Promise<void> {
    await this.#query('delete from serving_minute where minute < $1', [before]);
  }

  #query<Row extends object>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return translatingErrors('serving facts', async () => {
      const { rows } = await this.#database.pool.query<Row>(text, [...values]);
      return rows;
    });
  }
}
