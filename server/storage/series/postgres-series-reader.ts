import type { Series } from '#core/series';

import type {
  DatasetSnapshot,
  SeriesQuery,
  SeriesReader,
} from '../../application/catalog/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { overlaySeries, type StoredPatch } from './overlay-series.ts';

/**
 * The patches that a read sees, each cut to the range, in the order in which they overlay each other. `array_send`
 * spares both sides the text form of the numbers.
 */
const patchesSql = (table: 'demand_patch' | 'price_patch') => `
  select p.item_id, greatest(p.start_period, $3), least(p.end_period, $4),
         array_send(case when p.start_period >= $3 and p.end_period <= $4 then p."values"
                    else p."values"[greatest($3, p.start_period) - p.start_period + 1 : least(p.end_period, $4) - p.start_period + 1]
                    end)
  from ${table} p join ingestion g on g.id = p.ingestion_id
  where p.item_id = any($1) and g.sequence <= $2 and p.start_period <= $4 and p.end_period >= $3 and $3 <= $4
  order by p.item_id, g.sequence, p.start_period`;

const demandSql = patchesSql('demand_patch');
const pricesSql = patchesSql('price_patch');

const firstSalesSql = `
  select p.item_id, min(p.first_sale_period)
  from demand_patch p join ingestion g on g.id = p.ingestion_id
  where p.item_id = any($1) and g.sequence <= $2 and p.first_sale_period is not null
  group by p.item_id`;

/** PostgreSQL's smallest integer: before every period. */
const beforeAll = -2_147_483_648;

/** Bulk reads of patches. Every method is one statement. */
export class PostgresSeriesReader implements SeriesReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  snapshots(
    datasetIds: readonly number[],
    asOf: Date | null,
  ): Promise<ReadonlyMap<number, DatasetSnapshot>> {
    return translatingErrors('snapshots', async () => {
      const { rows } = await this.#database.pool.query<DatasetSnapshot>(
        `select g.dataset_id as "datasetId", g.sequence, g.recorded_at as "recordedAt",
                g.dataset_version as "datasetVersion", g.first_period as "firstPeriod", g.last_period as "lastPeriod"
         from unnest($1::integer[]) as wanted (dataset_id)
         cross join lateral (
           select * from ingestion
           where dataset_id = wanted.dataset_id and recorded_at <= coalesce($2, 'infinity'::timestamptz)
           order by sequence desc limit 1
         ) g`,
        [datasetIds, asOf],
      );
      return new Map(rows.map((row) => [row.datasetId, row]));
    });
  }

  demand(query: SeriesQuery): Promise<readonly Series[]> {
    return this.#read('demand', demandSql, query);
  }

  prices(query: SeriesQuery): Promise<readonly Series[]> {
    return this.#read('prices', pricesSql, query);
  }

  firstSales(itemIds: readonly number[], sequence: number): Promise<ReadonlyMap<number, number>> {
    return translatingErrors('first sales', async () => {
      const { rows } = await this.#database.pool.query<[itemId: number, period: number]>({
        name: 'series first sales',
        text: firstSalesSql,
        values: [itemIds, sequence],
        rowMode: 'array',
      });
      return new Map(rows);
    });
  }

  #read(operation: string, text: string, query: SeriesQuery): Promise<readonly Series[]> {
    const { itemIds, sequence, fromPeriod, toPeriod } = query;
    return translatingErrors(operation, async () => {
      const { rows } = await this.#database.pool.query<StoredPatch>({
        name: `series ${operation}`,
        text,
        values: [itemIds, sequence, fromPeriod ?? beforeAll, toPeriod],
        rowMode: 'array',
      });
      return overlaySeries(itemIds, rows);
    });
  }
}
