import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { FileSourceReader, sha256OfText } from '../../../files/index.ts';
import {
  PostgresCatalogReader,
  PostgresIngestionStore,
  PostgresSeriesReader,
} from '../../../storage/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/postgres.ts';
import { IngestDemand, IngestFiles } from '../index.ts';

/** A database, a folder for source files, and the use cases on both. */
export interface IngestionFixture extends AsyncDisposable {
  readonly test: TestDatabase;
  readonly store: PostgresIngestionStore;
  readonly catalog: PostgresCatalogReader;
  readonly series: PostgresSeriesReader;
  readonly ingestFiles: IngestFiles;
  readonly ingestDemand: IngestDemand;
  /** Writes a file, gzipped when its name ends in .gz; returns its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Every stored demand value, overlaid: `key -> date -> demand`. */
  demand(slug: string): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>>;
  /** Rows of every table. */
  rowCounts(): Promise<Readonly<Record<string, number>>>;
}

/** Today, for these tests. */
const today = new Date('2020-01-15T12:00:00Z');

const tables = ['dataset', 'item', 'ingestion', 'demand_patch', 'price_patch', 'calendar_event'];

export async function createIngestionFixture(maxIngestValues = 100): Promise<IngestionFixture> {
  const test = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'forecastle-ingestion-'));
  const { database } = test;
  const store = new PostgresIngestionStore(database);
  const catalog = new PostgresCatalogReader(database);
  const parts = { store, catalog, digest: sha256OfText, now: () => today };
  return {
    test,
    store,
    catalog,
    series: new PostgresSeriesReader(database),
    ingestFiles: new IngestFiles({ ...parts, reader: new FileSourceReader() }),
    ingestDemand: new IngestDemand({ ...parts, maxIngestValues }),
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, name.endsWith('.gz') ? gzipSync(content) : content);
      return path;
    },
    async demand(slug) {
      const { rows } = await database.pool.query<{ key: string; date: string; demand: number }>(
        `select i.key, v.date::date::text as date, v.demand from demand v
         join item i on i.id = v.item_id join dataset d on d.id = i.dataset_id
         where d.slug = $1 and v.demand is not null order by 1, 2`,
        [slug],
      );
      const byKey = new Map<string, Map<string, number>>();
      for (const { key, date, demand } of rows) {
        byKey.set(key, (byKey.get(key) ?? new Map<string, number>()).set(date, demand));
      }
      return byKey;
    },
    async rowCounts() {
      const counts: Record<string, number> = {};
      for (const table of tables) {
        const { rows } = await database.pool.query<{ n: number }>(
          `select count(*)::int as n from ${table}`,
        );
        counts[table] = rows[0]?.n ?? -1;
      }
      return counts;
    },
    async [Symbol.asyncDispose]() {
      await test[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
