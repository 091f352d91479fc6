import type { RealisedScore } from '#core/backtest';
import type { PoolClient } from 'pg';

import type {
  NewRealisedCheck,
  RealisedCheck,
  RealisedStore,
} from '../../application/realised-accuracy/index.ts';
import { sumColumns, sumsFromRow, sumValues } from '../backtests/score-sums.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { transaction } from '../transaction.ts';

const checkSql = `
  insert into realised_check
    (dataset_id, issue_id, config_hash, dataset_version, as_of, through, items, degraded)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (config_hash) do nothing
  returning id`;

const scoreSql = `
  insert into realised_score (check_id, rank, level, segment, series, ${sumColumns})
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`;

const pageSql = `
  select distinct on (issue_id) id from realised_check
  where dataset_id = $1 and ($2::integer is null or issue_id < $2)
  order by issue_id desc, as_of desc, id desc
  limit $3`;

const latestSql = `
  with newest as (
    select dataset_version from realised_check where dataset_id = $1 order by as_of desc, id desc limit 1)
  select distinct on (c.issue_id) c.id
  from realised_check c join newest on newest.dataset_version = c.dataset_version
  where c.dataset_id = $1
  order by c.issue_id desc, c.as_of desc, c.id desc`;

/** Scores of issues in PostgreSQL. A check and its scores are one transaction. */
export class PostgresRealisedStore implements RealisedStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async save(checks: readonly NewRealisedCheck[]): Promise<void> {
    await transaction(this.#database, 'realised accuracy', async (client) => {
      for (const check of checks) await insertCheck(client, check);
    });
  }

  find(configHashes: readonly string[]): Promise<readonly RealisedCheck[]> {
    return this.#checks({ configHash: { in: [...configHashes] } });
  }

  page({ datasetId, before, limit }: Parameters<RealisedStore['page']>[0]) {
    return this.#chosen(pageSql, [datasetId, before, limit]);
  }

  latest(datasetId: number): Promise<readonly RealisedCheck[]> {
    return this.#chosen(latestSql, [datasetId]);
  }

  async #chosen(text: string, values: unknown[]): Promise<readonly RealisedCheck[]> {
    const ids = await translatingErrors('realised accuracy', async () => {
      const { rows } = await this.#database.pool.query<{ id: number }>(text, values);
      return rows.map(({ id }) => id);
    });
    return this.#checks({ id: { in: ids } });
  }

  #checks(where: { id: { in: number[] } } | { configHash: { in: string[] } }) {
    return translatingErrors('realised accuracy', async () => {
      const rows = await this.#database.prisma.realisedCheck.findMany({
        where,
        orderBy: { issueId: 'desc' },
        include: { scores: { orderBy: { rank: 'asc' } } },
      });
      return rows.map(({ scores, ...check }): RealisedCheck => ({
        ...check,
        scores: scores.map((row): RealisedScore => {
          const { level, segment, series } = row;
          return { level, segment, series, ...sumsFromRow(row) };
        }),
      }));
    });
  }
}

/** Writes a check with its scores; nothing where it is there already. */
async function insertCheck(
  client: PoolClient,
  { scores, ...check }: NewRealisedCheck,
): Promise<void> {
  const { datasetId, issueId, configHash, datasetVersion, asOf, through, items, degraded } = check;
  const facts = [datasetId, issueId, configHash, datasetVersion, asOf, through, items, degraded];
  const { rows } = await client.query<{ id: number }>(checkSql, facts);
  const stored = rows[0];
  if (stored === undefined) return;
  for (const [rank, score] of scores.entries()) {
    const { level, segment, series } = score;
    await client.query(scoreSql, [stored.id, rank, level, segment, series, ...sumValues(score)]);
  }
}
