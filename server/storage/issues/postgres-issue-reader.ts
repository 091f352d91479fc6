import type {
  ForecastIssue,
  ForecastShard,
  IssuedQuery,
  IssuedRow,
  IssueQuery,
  IssueReader,
} from '../../application/forecast-issues/index.ts';
import type { StoredForecastReader, StoredForecasts } from '../../application/forecasts/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import {
  issueColumns,
  issuedColumns,
  issuedFromRow,
  issueTables,
  type IssueRow,
  type StoredIssuedRow,
} from './issue-rows.ts';

/** The newest issues that each item is in, by the key of the forecasts. */
const issuedForSql = `
  select f.issue_id as issue, ${issuedColumns}
  from unnest($1::integer[]) as wanted (item_id)
  cross join lateral (
    select f.* from issued_forecast f join forecast_issue i on i.id = f.issue_id
    where f.item_id = wanted.item_id and i.completed_at is not null and ($2::integer is null or f.issue_id < $2)
    order by f.issue_id desc limit $3
  ) f
  order by f.item_id, f.issue_id desc`;

const bestSql = `
  with best as (
    select id, horizon, quantile_levels from forecast_issue
    where dataset_id = $1 and basis_hash = $2 and completed_at is not null and horizon >= $3 and quantile_levels @> $4
    order by (horizon = $3) desc, id desc limit 1)
  select b.horizon as "issuedHorizon", b.quantile_levels as "issuedLevels", ${issuedColumns}
  from best b join issued_forecast f on f.issue_id = b.id and f.item_id = any($5)`;

/** Complete issues and what they say. */
export class PostgresIssueReader implements IssueReader, StoredForecastReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  issues(ids: readonly number[]): Promise<readonly ForecastIssue[]> {
    return this.#query<IssueRow>(
      `select ${issueColumns} from ${issueTables} where i.id = any($1) and i.completed_at is not null`,
      [ids],
    );
  }

  page({ datasetId, before, limit }: IssueQuery): Promise<readonly ForecastIssue[]> {
    return this.#query<IssueRow>(
      `select ${issueColumns} from ${issueTables}
       where i.dataset_id = $1 and i.completed_at is not null and ($2::integer is null or i.id < $2)
       order by i.id desc limit $3`,
      [datasetId, before, limit],
    );
  }

  issuedFrom({
    datasetId,
    firstCutoff,
    lastCutoff,
  }: Parameters<IssueReader['issuedFrom']>[0]): Promise<readonly ForecastIssue[]> {
    return this.#query<IssueRow>(
      `select ${issueColumns} from ${issueTables}
       where i.dataset_id = $1 and i.completed_at is not null and i.cutoff between $2 and $3
       order by i.id desc`,
      [datasetId, firstCutoff, lastCutoff],
    );
  }

  async issuedFor({ itemIds, before, limit }: IssuedQuery) {
    const values = [itemIds, before, limit];
    const rows = await this.#query<StoredIssuedRow & { readonly issue: number }>(
      issuedForSql,
      values,
    );
    return rows.map(({ issue, ...row }) => ({ issue, row: issuedFromRow(row) }));
  }

  shards(issue: number): Promise<readonly ForecastShard[]> {
    return this.#query<ForecastShard>(
      'select index, item_ids as "itemIds" from forecast_shard where issue_id = $1 order by index',
      [issue],
    );
  }

  async rows(
    issue: number,
    itemIds: readonly number[],
  ): Promise<readonly { readonly key: string; readonly row: IssuedRow }[]> {
    const rows = await this.#query<StoredIssuedRow & { readonly key: string }>(
      `select t.key, ${issuedColumns} from issued_forecast f join item t on t.id = f.item_id
       where f.issue_id = $1 and f.item_id = any($2) order by t.key collate "C"`,
      [issue, itemIds],
    );
    return rows.map(({ key, ...row }) => ({ key, row: issuedFromRow(row) }));
  }

  async find({
    datasetId,
    basisHash,
    shape,
    itemIds,
  }: Parameters<StoredForecastReader['find']>[0]): Promise<StoredForecasts | null> {
    const { horizon, quantileLevels } = shape;
    const rows = await this.#query<
      StoredIssuedRow & { readonly issuedHorizon: number; readonly issuedLevels: readonly number[] }
    >(bestSql, [datasetId, basisHash, horizon, quantileLevels, itemIds]);
    const [first] = rows;
    if (first === undefined) return null;
    return {
      shape: { horizon: first.issuedHorizon, quantileLevels: first.issuedLevels },
      forecasts: new Map(rows.map((row) => [row.itemId, issuedFromRow(row)])),
    };
  }

  #query<Row extends object>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return translatingErrors('issued forecasts', async () => {
      const { rows } = await this.#database.pool.query<Row>(text, [...values]);
      return rows;
    });
  }
}
