import { createHash } from 'node:crypto';

import { isForecastError } from '#core/errors';
import { syntheticRetail } from '#core/synthetic';
import { describe, expect, it } from 'vitest';

import {
  type Database,
  PostgresCatalogReader,
  PostgresIngestionStore,
  PostgresSeriesReader,
} from '../../storage/index.ts';
import { createTestDatabase } from '../../testing/postgres.ts';
import type { Progress } from '../telemetry.ts';
import { IngestSynthetic } from './ingest-synthetic.ts';

const retail = syntheticRetail({ scale: 'demo', seed: 1 });

function ingestInto(database: Database): IngestSynthetic {
  return new IngestSynthetic({
    store: new PostgresIngestionStore(database),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    now: () => new Date('2026-01-15T00:00:00Z'),
  });
}

function demoCommand(overrides: { readonly seed?: number; readonly slug?: string } = {}) {
  const signal = new AbortController().signal;
  return { scale: 'demo' as const, seed: 1, onProgress: () => undefined, signal, ...overrides };
}

describe('IngestSynthetic', () => {
  it('stores the generated dataset, labelled synthetic, with its events and its audit', async () => {
    await using test = await createTestDatabase();
    const reports: Progress[] = [];
    const report = await ingestInto(test.database).execute({
      ...demoCommand(),
      onProgress: (progress) => reports.push(progress),
    });

    expect(report.unchanged).toBe(false);
    expect(report.ingestion).toMatchObject({ source: 'synthetic', itemCount: 300, files: [] });
    expect(report.totals).toMatchObject({ rowsUsed: 300, itemsCreated: 300 });
    const counts = new Map(
      report.ingestion.audit.findings.map(({ check, count }) => [check, count]),
    );
    expect(counts.get('gaps')).toBe(0);
    expect(counts.get('future-dates')).toBe(0);
    expect(counts.get('leading-zeros')).toBeGreaterThan(50);
    expect(reports.at(-1)).toMatchObject({ done: 300, total: 300, unit: 'items' });

    const catalog = new PostgresCatalogReader(test.database);
    const [dataset] = await catalog.datasetsBySlug(['synthetic-demo']);
    expect(dataset).toMatchObject({ ...retail.dataset, slug: 'synthetic-demo', synthetic: true });
    const events = await catalog.calendarEvents(dataset!.id, '2023-01-01', '2025-12-31');
    expect(events).toHaveLength(retail.events.length);
  });

  it('stores every value as it was generated', async () => {
    await using test = await createTestDatabase();
    const report = await ingestInto(test.database).execute(demoCommand({ slug: 'own-name' }));
    const catalog = new PostgresCatalogReader(test.database);
    const reader = new PostgresSeriesReader(test.database);
    const generated = [0, 123, 299].map((index) => retail.item(index));
    const stored = await catalog.itemsByKey(
      'own-name',
      generated.map(({ attributes }) => attributes.key),
    );
    const ids = generated.map(
      ({ attributes }) => stored.find(({ key }) => key === attributes.key)!.id,
    );
    const query = {
      itemIds: ids,
      sequence: report.ingestion.sequence,
      fromPeriod: retail.startPeriod,
      toPeriod: retail.startPeriod + retail.periods - 1,
    };
    const demand = await reader.demand(query);
    expect(demand.map(({ values }) => [...values])).toEqual(
      generated.map((item) => [...item.demand]),
    );
    const prices = await reader.prices(query);
    prices.forEach(({ start, values }, index) => {
      const expected = generated[index]!.prices.subarray(start - retail.startPeriod);
      expect([...values]).toEqual([...expected.subarray(0, values.length)]);
    });
  });

  it('does nothing the second time and says so, and adds another seed as a correction', async () => {
    await using test = await createTestDatabase();
    const ingest = ingestInto(test.database);
    const first = await ingest.execute(demoCommand());
    const again = await ingest.execute(demoCommand());
    expect(again).toEqual({ ingestion: first.ingestion, unchanged: true, totals: null });
    const other = await ingest.execute(demoCommand({ seed: 2 }));
    expect(other.unchanged).toBe(false);
    expect(other.totals?.itemsCreated).toBe(0);
    expect(other.ingestion.sequence).toBe(first.ingestion.sequence + 1);
    expect(other.ingestion.contentHash).not.toBe(first.ingestion.contentHash);
  });

  it('refuses to write into a dataset of observed values', async () => {
    await using test = await createTestDatabase();
    const store = new PostgresIngestionStore(test.database);
    const observed = { ...retail.dataset, slug: 'observed', synthetic: false };
    await store.session(observed, async (session) => {
      const ids = await session.upsertItems([{ key: 'a' }]);
      await session.copyDemand([
        { itemId: ids.get('a')!, startPeriod: 1, values: Float32Array.of(1, 2) },
      ]);
      return session.commit({
        source: 'test',
        contentHash: 'a'.repeat(64),
        files: [],
        audit: { findings: [] },
        rowCount: 2,
      });
    });
    await expect(
      ingestInto(test.database).execute(demoCommand({ slug: 'observed' })),
    ).rejects.toSatisfy((error) => isForecastError(error, 'DATASET_MISMATCH'));
  });

  it('leaves nothing behind when it is stopped on the way', async () => {
    await using test = await createTestDatabase();
    const abort = new AbortController();
    const stopped = ingestInto(test.database).execute({
      ...demoCommand(),
      signal: abort.signal,
      onProgress: () => {
        abort.abort(new Error('stopped by the test'));
      },
    });
    await expect(stopped).rejects.toThrow('stopped by the test');
    expect(await new PostgresCatalogReader(test.database).datasets()).toEqual([]);
  });

  it('names every invalid part of a command', async () => {
    await using test = await createTestDatabase();
    await expect(
      ingestInto(test.database).execute({ ...demoCommand({ slug: 'Not a slug' }), seed: -1 }),
    ).rejects.toThrow(/seed.*slug|slug.*seed/s);
  });
});
