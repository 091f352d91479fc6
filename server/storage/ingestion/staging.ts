import type { PoolClient } from 'pg';

import type { DuplicatePolicy, StagedRow } from '../../application/ingestion/ports.ts';
import { CopyBuffer } from '../copy/copy-buffer.ts';
import { copyIn } from '../copy/copy-in.ts';
import { decodeFloat64Array, decodeInt32Array } from '../copy/decode-array.ts';
import { foldRuns, type StagedSeries } from './fold-runs.ts';

/** Most bytes of one encoded row: the number of fields, five fields with their lengths. */
const rowBytes = 2 + 8 + 8 + 12 + 12 + 12;

/** Items that one FETCH brings. */
const itemsPerFetch = 64;

/** The temporary table of one ingestion, for sources whose rows are not grouped by item. */
export class Staging {
  readonly #client: PoolClient;
  #rows: number | null = null;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** Appends rows; several calls add up. */
  async stage(rows: AsyncIterable<StagedRow>): Promise<void> {
    if (this.#rows === null) {
      await this.#client.query(
        `create temporary table staged_row (
           item integer not null, period integer not null, position bigint not null,
           demand double precision, price double precision
         ) on commit drop`,
      );
      this.#rows = 0;
    }
    await copyIn(this.#client, 'copy staged_row from stdin (format binary)', this.#encode(rows));
  }

  async *#encode(rows: AsyncIterable<StagedRow>): AsyncGenerator<Buffer> {
    const buffer = new CopyBuffer();
    let position = this.#rows ?? 0;
    for await (const { item, period, demand, price } of rows) {
      const chunk = buffer.reserve(rowBytes);
      if (chunk !== null) yield chunk;
      buffer.tuple(5);
      buffer.int32(item);
      buffer.int32(period);
      buffer.int64(position);
      buffer.float64(demand);
      buffer.float64(price);
      position += 1;
    }
    this.#rows = position;
    yield buffer.end();
  }

  /** The staged rows as one dense run per item, ascending by item, through a cursor. */
  async *series(policy: DuplicatePolicy): AsyncGenerator<StagedSeries> {
    if (this.#rows === null) return;
    await this.#client.query(`set local work_mem = '64MB'`);
    // The inner order reaches the arrays: an aggregate takes its rows as they come.
    await this.#client.query(
      `declare staged_series no scroll cursor for
       select item, array_send(array_agg(period)) as periods,
              array_send(array_agg(demand)) as demand, array_send(array_agg(price)) as prices
       from (select item, period, demand, price from staged_row order by item, period, position) as sorted
       group by item order by item`,
    );
    try {
      for (;;) {
        const { rows } = await this.#client.query<{
          item: number;
          periods: Buffer;
          demand: Buffer;
          prices: Buffer;
        }>(`fetch ${itemsPerFetch} from staged_series`);
        if (rows.length === 0) break;
        for (const { item, periods, demand, prices } of rows) {
          const decoded = {
            periods: decodeInt32Array(periods),
            demand: decodeFloat64Array(demand),
            prices: decodeFloat64Array(prices),
          };
          yield foldRuns(item, decoded, policy);
        }
      }
    } finally {
      // After an error the transaction is aborted, and the cursor with it.
      await this.#client.query('close staged_series').catch(() => undefined);
    }
  }
}
