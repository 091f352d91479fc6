import { invariant } from '#core/errors';
import type { PoolClient } from 'pg';

import type {
  ForecastIssue,
  ForecastShard,
  IssuedRow,
  IssueStore,
  NewForecastIssue,
  ShardHold,
} from '../../application/forecast-issues/index.ts';
import { copyIn } from '../copy/copy-in.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { transaction } from '../transaction.ts';
import { encodeIssued, issuedTable } from './encode-issued.ts';
import { issueColumns, issueTables, type IssueRow } from './issue-rows.ts';

const createSql = `
  insert into forecast_issue (dataset_id, basis_hash, config_hash, model, model_version, artifact_sha256, sequence, as_of,
    dataset_version, cutoff, horizon, quantile_levels, seed, items)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  on conflict (dataset_id, basis_hash, config_hash) do nothing
  returning id`;

const takeSql = `
  update forecast_shard set holder = $2, expires_at = now() + make_interval(secs => $3)
  where (issue_id, index) = (
    select issue_id, index from forecast_shard
    where issue_id = $1 and completed_at is null and (expires_at is null or expires_at <= now())
    order by index limit 1 for update skip locked)
  returning index, item_ids as "itemIds"`;

/** The fence: whoever lost the shard, or was late, changes nothing. */
const finishShardSql = `
  update forecast_shard set completed_at = now(), holder = null, expires_at = null
  where issue_id = $1 and index = $2 and holder = $3 and completed_at is null`;

const discardSql = `
  delete from forecast_issue o using forecast_issue i
  where i.id = $1 and o.dataset_id = i.dataset_id and o.id < i.id and o.completed_at is null
    and not exists (select from forecast_shard s where s.issue_id = o.id and s.expires_at > now())`;

const completeSql = `
  update forecast_issue i set completed_at = now()
  where i.id = $1 and i.completed_at is null
    and not exists (select from forecast_shard s where s.issue_id = i.id and s.completed_at is null)`;

/** Issues while they are made. A shard and its forecasts are one transaction; leases go by the clock of the database. */
export class PostgresIssueStore implements IssueStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find({
    datasetId,
    basisHash,
    configHash,
  }: Parameters<IssueStore['find']>[0]): Promise<ForecastIssue | null> {
    const rows = await this.#query<IssueRow>(
      `select ${issueColumns} from ${issueTables}
       where i.dataset_id = $1 and i.basis_hash = $2 and i.config_hash = $3`,
      [datasetId, basisHash, configHash],
    );
    return rows[0] ?? null;
  }

  async open(issue: NewForecastIssue, shards: readonly ForecastShard[]): Promise<ForecastIssue> {
    await transaction(this.#database, 'forecast issue', async (client) => {
      const { rows } = await client.query<{ id: number }>(createSql, [
        ...[issue.datasetId, issue.basisHash, issue.configHash, issue.model, issue.modelVersion],
        ...[issue.artifactSha256, issue.sequence, issue.asOf, issue.datasetVersion, issue.cutoff],
        ...[issue.horizon, issue.quantileLevels, issue.seed, issue.items],
      ]);
      if (rows[0] !== undefined) await addShards(client, rows[0].id, shards);
    });
    const stored = await this.find(issue);
    invariant(stored, 'an issue that was not created is there already');
    return stored;
  }

  async take(issue: number, { holder, seconds }: ShardHold): ReturnType<IssueStore['take']> {
    const [taken] = await this.#query<ForecastShard>(takeSql, [issue, holder, seconds]);
    if (taken !== undefined) return taken;
    const [left] = await this.#query(
      'select from forecast_shard where issue_id = $1 and completed_at is null limit 1',
      [issue],
    );
    return left === undefined ? 'all-done' : 'all-held';
  }

  async renew(issue: number, { holder, seconds }: ShardHold): Promise<void> {
    await this.#query(
      `update forecast_shard set expires_at = now() + make_interval(secs => $3)
       where issue_id = $1 and holder = $2`,
      [issue, holder, seconds],
    );
  }

  async release(issue: number, holder: string): Promise<void> {
    await this.#query(
      'update forecast_shard set holder = null, expires_at = null where issue_id = $1 and holder = $2',
      [issue, holder],
    );
  }

  save(
    issue: number,
    { index, holder }: { readonly index: number; readonly holder: string },
    rows: readonly IssuedRow[],
  ): Promise<boolean> {
    return transaction(this.#database, 'issued forecasts', async (client) => {
      const finished = await client.query(finishShardSql, [issue, index, holder]);
      if (finished.rowCount === 0) return false;
      const copy = `copy ${issuedTable} from stdin (format binary)`;
      await copyIn(client, copy, chunksOf(encodeIssued(issue, rows)));
      return true;
    });
  }

  async itemsDone(issue: number): Promise<number> {
    const [row] = await this.#query<{ done: number }>(
      `select coalesce(sum(cardinality(item_ids)), 0)::integer as done
       from forecast_shard where issue_id = $1 and completed_at is not null`,
      [issue],
    );
    return row?.done ?? 0;
  }

  async complete(issue: number): Promise<ForecastIssue> {
    await transaction(this.#database, 'forecast issue', async (client) => {
      await client.query(completeSql, [issue]);
      await client.query(discardSql, [issue]);
    });
    const sql = `select ${issueColumns} from ${issueTables} where i.id = $1`;
    const [row] = await this.#query<IssueRow>(sql, [issue]);
    invariant(row?.issuedAt, 'an issue is completed when its last shard is');
    return row;
  }

  #query<Row extends object>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return translatingErrors('forecast issues', async () => {
      const { rows } = await this.#database.pool.query<Row>(sql, [...values]);
      return rows;
    });
  }
}

async function addShards(
  client: PoolClient,
  issue: number,
  shards: readonly ForecastShard[],
): Promise<void> {
  await client.query(
    `insert into forecast_shard (issue_id, index, item_ids)
     select $1, s.index, array(select jsonb_array_elements(s."itemIds")::integer)
     from jsonb_to_recordset($2) as s (index integer, "itemIds" jsonb)`,
    [issue, JSON.stringify(shards)],
  );
}

async function* chunksOf(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
