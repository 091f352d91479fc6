import { invariant } from '#core/errors';
import type { PoolClient } from 'pg';

import type { CalendarEvent, Dataset } from '../../application/catalog/index.ts';
import type {
  DuplicatePolicy,
  Ingestion,
  IngestionSession,
  ItemAttributes,
  NewIngestion,
  Patch,
  StagedRow,
} from '../../application/ingestion/ports.ts';
import { copyIn } from '../copy/copy-in.ts';
import { encodePatches, type PatchKind, patchTables } from './encode-patches.ts';
import { IngestionEntry } from './ingestion-entry.ts';
import { ingestionColumns, ingestionFromRow, type IngestionRow } from './ingestion-rows.ts';
import { PatchTally } from './patch-tally.ts';
import { Staging } from './staging.ts';
import { itemIds, upsertItems } from './upsert-items.ts';

/** Ingestions of at least this many items leave the planner with wrong ideas of the tables' sizes. */
const itemsWorthAnalyzing = 500;

/** One ingestion on one connection, inside a transaction that its maker has begun and ends unless `commit` did. */
export class PostgresIngestionSession implements IngestionSession {
  readonly dataset: Dataset;
  readonly #client: PoolClient;
  readonly #staging: Staging;
  readonly #tally = new PatchTally();
  #entry: Promise<IngestionEntry> | null = null;
  #committed = false;

  constructor(client: PoolClient, dataset: Dataset) {
    this.#client = client;
    this.dataset = dataset;
    this.#staging = new Staging(client);
  }

  get committed(): boolean {
    return this.#committed;
  }

  async findByContentHash(contentHash: string): Promise<Ingestion | null> {
    const { rows } = await this.#client.query<IngestionRow>(
      `select ${ingestionColumns} from ingestion
       where dataset_id = $1 and content_hash = $2 order by sequence desc limit 1`,
      [this.dataset.id, contentHash],
    );
    return rows[0] === undefined ? null : ingestionFromRow(rows[0]);
  }

  upsertItems(items: readonly ItemAttributes[]): Promise<ReadonlyMap<string, number>> {
    return upsertItems(this.#client, this.dataset.id, items);
  }

  itemIds(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return itemIds(this.#client, this.dataset.id, keys);
  }

  copyDemand(patches: AsyncIterable<Patch> | Iterable<Patch>): Promise<void> {
    return this.#copy('demand', patches, (patch) => {
      this.#tally.addDemand(patch);
    });
  }

  copyPrices(patches: AsyncIterable<Patch> | Iterable<Patch>): Promise<void> {
    return this.#copy('prices', patches, (patch) => {
      this.#tally.addPrices(patch);
    });
  }

  stageRows(rows: AsyncIterable<StagedRow>): Promise<void> {
    return this.#staging.stage(rows);
  }

  stagedSeries(policy: DuplicatePolicy): ReturnType<IngestionSession['stagedSeries']> {
    return this.#staging.series(policy);
  }

  async addCalendarEvents(events: readonly CalendarEvent[]): Promise<void> {
    await this.#client.query(
      `insert into calendar_event (dataset_id, date, name, kind, region)
       select $1, * from unnest($2::date[], $3::text[], $4::text[], $5::text[])
       on conflict (dataset_id, date, name, region) do nothing`,
      [
        this.dataset.id,
        events.map(({ date }) => date),
        events.map(({ name }) => name),
        events.map(({ kind }) => kind),
        events.map(({ region }) => region),
      ],
    );
  }

  async commit(ingestion: NewIngestion): Promise<Ingestion> {
    invariant(!this.#committed, 'An ingestion session commits once.');
    const entry = await this.#openEntry();
    if (this.#tally.items >= itemsWorthAnalyzing) await this.#analyze();
    const committed = await entry.complete(this.#client, ingestion, this.#tally);
    await this.#client.query('commit');
    this.#committed = true;
    return committed;
  }

  async #copy(
    kind: PatchKind,
    patches: AsyncIterable<Patch> | Iterable<Patch>,
    onPatch: (patch: Patch) => void,
  ): Promise<void> {
    const { id } = await this.#openEntry();
    await copyIn(
      this.#client,
      `copy ${patchTables[kind]} from stdin (format binary)`,
      encodePatches(kind, patches, id, onPatch),
    );
  }

  #openEntry(): Promise<IngestionEntry> {
    this.#entry ??= IngestionEntry.open(this.#client, this.dataset.id);
    return this.#entry;
  }

  /** Leaves the arrays out: their statistics help nobody and cost a look into each. */
  async #analyze(): Promise<void> {
    await this.#client.query('analyze item, ingestion');
    const columns = 'item_id, ingestion_id, start_period, end_period';
    await this.#client.query(`analyze demand_patch (${columns}), price_patch (${columns})`);
  }
}
