import { createHash } from 'node:crypto';

import type { PoolClient } from 'pg';

import type { Ingestion, NewIngestion } from '../../application/ingestion/ports.ts';
import { ingestionColumns, ingestionFromRow, type IngestionRow } from './ingestion-rows.ts';
import type { PatchTally } from './patch-tally.ts';

/** The newest ingestion of a dataset before the one that is being made. */
interface Previous {
  readonly sequence: number;
  readonly datasetVersion: string;
  readonly firstPeriod: number | null;
  readonly lastPeriod: number | null;
}

const noHash = '0'.repeat(64);

/** The row of the ingestion that a session is making. Its caller holds the dataset's lock. */
export class IngestionEntry {
  readonly id: number;
  readonly #datasetId: number;
  readonly #previous: Previous | null;

  private constructor(id: number, datasetId: number, previous: Previous | null) {
    this.id = id;
    this.#datasetId = datasetId;
    this.#previous = previous;
  }

  /** Inserts the row that patches refer to; what is not known before the end follows in `complete`. */
  static async open(client: PoolClient, datasetId: number): Promise<IngestionEntry> {
    const { rows } = await client.query<Previous>(
      `select sequence, dataset_version as "datasetVersion", first_period as "firstPeriod",
              last_period as "lastPeriod"
       from ingestion where dataset_id = $1 order by sequence desc limit 1`,
      [datasetId],
    );
    const previous = rows[0] ?? null;
    const inserted = await client.query<{ id: number }>(
      `insert into ingestion (dataset_id, sequence, recorded_at, source, content_hash, dataset_version, files, audit,
                              row_count, value_count, item_count)
       values ($1, $2, 'infinity', '', $3, $3, '[]', '{}', 0, 0, 0) returning id`,
      [datasetId, (previous?.sequence ?? 0) + 1, noHash],
    );
    return new IngestionEntry(Number(inserted.rows[0]?.id), datasetId, previous);
  }

  /**
   * Fills the row in. `recorded_at` is the server's clock in milliseconds, moved on where the clock has not advanced
   * since the previous ingestion, so that it tells any two ingestions of a dataset apart.
   */
  async complete(
    client: PoolClient,
    ingestion: NewIngestion,
    tally: PatchTally,
  ): Promise<Ingestion> {
    const version = createHash('sha256')
      .update(this.#previous?.datasetVersion ?? '')
      .update(ingestion.contentHash)
      .digest('hex');
    const earliest = minimum(this.#previous?.firstPeriod ?? null, tally.firstPeriod);
    const latest = maximum(this.#previous?.lastPeriod ?? null, tally.lastPeriod);
    const { rows } = await client.query<IngestionRow>(
      `update ingestion set
         recorded_at = greatest(
           date_trunc('milliseconds', clock_timestamp()),
           (select max(recorded_at) from ingestion where dataset_id = $2 and id <> $1) + interval '1 millisecond'),
         source = $3, content_hash = $4, dataset_version = $5, files = $6, audit = $7,
         row_count = $8, value_count = $9, item_count = $10, first_period = $11, last_period = $12
       where id = $1 returning ${ingestionColumns}`,
      [
        this.id,
        this.#datasetId,
        ingestion.source,
        ingestion.contentHash,
        version,
        JSON.stringify(ingestion.files),
        JSON.stringify(ingestion.audit),
        ingestion.rowCount,
        tally.values,
        tally.items,
        earliest,
        latest,
      ],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`The ingestion ${this.id} has disappeared.`);
    return ingestionFromRow(row);
  }
}

function minimum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function maximum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
