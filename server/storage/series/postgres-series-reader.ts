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
  select p.item_id, greatest(p.start_period, $3) as first, least(p.end_period, $4) as last,
         array_send(case when p.start_period >= $3 and p.end_period <= $4 then p."values"
                    else p."values"[greatest($3, p.start_period) - p.start_period + 1 : least(p.end_period, $4) - p.start_period + 1]
                    end) as sent, g.sequence, p.start_period
  from ${table} p join ingestion g on g.id = p.ingestion_id
  where p.item_id = any($1) and g.sequence <= $2 and p.start_period <= $4 and p.end_period >= $3 and $3 <= $4`;

const inOrder = (patches: string) => `
  select item_id, first, last, sent from (${patches}) patches order by item_id, sequence, start_period`;

const demandSql = inOrder(patchesSql('demand_patch'));
const pricesSql = inOrder(patchesSql('price_patch'));

/** Before the patches of each item one row without values: its first sale, over all patches that were recorded. */
const listedDemandSql = inOrder(`${patchesSql('demand_patch')}
  union all
  select p.item_id, min(p.first_sale_period), null, null, 0, 0
  from demand_patch p join ingestion g on g.id = p.ingestion_id
  where p.item_id = any($1) and g.sequence <= $2 and p.first_sale_period is not null
  group by p.item_id`);

/** The row of an item's first sale. */
type FirstSale = [itemId: number, period: number, lastPeriod: null, values: null];

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

  listedDemand(query: SeriesQuery): ReturnType<SeriesReader['listedDemand']> {
    return translatingErrors('listed demand', async () => {
      const rows = await this.#rows<StoredPatch | FirstSale>(
        'listed demand',
        listedDemandSql,
        query,
      );
      const firstSales = new Map<number, number>();
      const patches = rows.filter((row): row is StoredPatch => {
        const isPatch = row[3] !== null;
        if (!isPatch) firstSales.set(row[0], row[1]);
        return isPatch;
      });
      return { demand: overlaySeries(query.itemIds, patches), firstSales };
    });
  }

  #read(operation: string, text: string, query: SeriesQuery): Promise<readonly Series[]> {
    return translatingErrors(operation, async () =>
      overlaySeries(query.itemIds, await this.#rows<StoredPatch>(operation, text, query)),
    );
  }

  async #rows<Row extends unknown[]>(
    operation: string,
    text: string,
    { itemIds, sequence, fromPeriod, toPeriod }: SeriesQuery,
  ): Promise<Row[]> {
    const { rows } = await this.#database.pool.query<Row>({
      name: `series ${operation}`,
      text,
      values: [itemIds, sequence, fromPeriod ?? beforeAll, toPeriod],
      rowMode: 'array',
    });
    return rows;
  }
}
