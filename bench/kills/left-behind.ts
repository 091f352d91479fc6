import type { Database } from '../../server/storage/index.ts';

type Facts = Readonly<Record<string, unknown>>;

const ofJobs = `
  select (select json_agg(json_build_array(kind, status, done, total) order by id) from job) as jobs`;

const ofDatasets = `
  select
    (select json_agg(json_build_array(sequence, content_hash, dataset_version, row_count, value_count, item_count)
            order by sequence) from ingestion) as ingestions,
    (select json_build_array(count(*), md5(string_agg(key || attributes::text, ' ' order by key))) from item) as items,
    (select json_build_array(count(*), md5(string_agg(i.key || start_period || encode(array_send("values"), 'hex'), ' ' order by i.key, start_period)))
       from demand_patch join item i on i.id = item_id) as demand,
    (select json_build_array(count(*), md5(string_agg(i.key || start_period || encode(array_send("values"), 'hex'), ' ' order by i.key, start_period)))
       from price_patch join item i on i.id = item_id) as prices`;

const ofBacktests = `
  select
    (select json_agg(json_build_array(config_hash, result_hash)) from backtest_run) as runs,
    (select json_build_array(count(*), md5(string_agg((to_jsonb(u) - 'id' - 'seconds' - 'completed_at')::text, ' ' order by "window", model)))
       from backtest_unit u) as units,
    (select json_build_array(count(*), md5(string_agg((to_jsonb(w) - 'run_id')::text, ' ' order by "index"))) from backtest_window w) as windows,
    (select count(*) from backtest_score) as scores,
    (select count(*) from backtest_lease) as leases`;

const ofIssues = `
  select
    (select json_agg(json_build_array(basis_hash, config_hash, items, completed_at is not null)) from forecast_issue) as issues,
    (select count(*) from forecast_shard where completed_at is null) as missing_shards,
    (select json_build_array(count(*), md5(string_agg(
       (to_jsonb(f) - 'issue_id' - 'mean' - 'median' - 'quantiles')::text || encode(array_send(mean), 'hex')
       || encode(array_send(median), 'hex') || encode(array_send(quantiles), 'hex'), ' ' order by item_id)))
     from issued_forecast f) as forecasts`;

const ofModels = `
  select (select json_agg(json_build_array(m.name, v.version, v.sha256, v.bytes))
          from model_version v join model m on m.id = v.model_id) as versions`;

/** What each kind of work writes, as counts and hashes that do not depend on times and on who computed what. */
export const leftBehind = {
  dataset: (database: Database) => facts(database, ofDatasets),
  backtest: (database: Database) => facts(database, ofJobs, ofBacktests),
  refresh: (database: Database) => facts(database, ofJobs, ofIssues),
  training: (database: Database) => facts(database, ofJobs, ofModels),
};

async function facts({ pool }: Database, ...statements: readonly string[]): Promise<Facts> {
  const found = await Promise.all(statements.map(async (sql) => pool.query<Facts>(sql)));
  return Object.assign({}, ...found.map(({ rows }) => rows[0])) as Facts;
}

/** Names what differs; null where nothing does. */
export function difference(expected: Facts, found: Facts): string | null {
  const names = Object.keys(expected).filter(
    (name) => JSON.stringify(expected[name]) !== JSON.stringify(found[name]),
  );
  if (names.length === 0) return null;
  return names
    .map(
      (name) =>
        `${name}: ${JSON.stringify(found[name])} instead of ${JSON.stringify(expected[name])}`,
    )
    .join('; ');
}
