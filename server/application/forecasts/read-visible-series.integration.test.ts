import { forecasterNamed } from '#core/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  PostgresCatalogReader,
  PostgresIngestionStore,
  PostgresSeriesReader,
} from '../../storage/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import type { MissingValuePolicy } from '#core/series';
import { readVisibleSeries } from './read-visible-series.ts';
import type { Batch } from './resolve-batches.ts';

const days = 1500;
const histories: Readonly<Record<string, Float32Array>> = {
  // Sold once long ago, then nothing for years, then again: the quiet part is demand of zero, not absence.
  sleeper: Float32Array.from({ length: days }, (_, day) => (day === 40 || day > 1450 ? 3 : 0)),
  late: Float32Array.from({ length: days }, (_, day) => (day < 1300 ? 0 : (day % 3) + 1)),
  never: new Float32Array(days),
  gaps: Float32Array.from({ length: days }, (_, day) => (day % 4 === 0 ? Number.NaN : day % 5)),
};
const rungs = ['simple-exponential-smoothing', 'seasonal-naive', 'naive'].map((model) => ({
  model,
  forecaster: forecasterNamed(model),
}));

describe('readVisibleSeries', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    const store = new PostgresIngestionStore(test.database);
    for (const missingValuePolicy of ['zero', 'keep-unknown', 'forward-fill', 'drop'] as const) {
      await store.session(
        {
          slug: missingValuePolicy,
          name: missingValuePolicy,
          description: '',
          calendar: { frequency: 'daily', weekStartsOn: 1 },
          missingValuePolicy,
          synthetic: true,
          licence: '',
        },
        async (session) => {
          const ids = await session.upsertItems(Object.keys(histories).map((key) => ({ key })));
          await session.copyDemand(
            Object.entries(histories).map(([key, values]) => ({
              itemId: ids.get(key)!,
              startPeriod: 10_000,
              values,
            })),
          );
          return session.commit({
            source: 'test',
            contentHash: 'a'.repeat(64),
            files: [],
            audit: { findings: [] },
            rowCount: 0,
          });
        },
      );
    }
  });
  afterAll(() => test[Symbol.asyncDispose]());

  async function batchOf(policy: MissingValuePolicy, cutoff: number): Promise<Batch> {
    const catalog = new PostgresCatalogReader(test.database);
    const [dataset] = await catalog.datasetsBySlug([policy]);
    const found = await catalog.itemsByKey(policy, Object.keys(histories));
    const items = Object.keys(histories).map((key) => found.find((item) => item.key === key)!);
    const snapshots = await new PostgresSeriesReader(test.database).snapshots([dataset!.id], null);
    return { dataset: dataset!, snapshot: snapshots.get(dataset!.id)!, items, cutoff };
  }

  it.each<[MissingValuePolicy, number]>([
    ['zero', 11_499],
    ['zero', 11_200],
    ['keep-unknown', 11_499],
    ['forward-fill', 11_499],
    ['drop', 11_400],
  ])(
    'under %s up to %i gives the forecasts of the whole history, bit for bit',
    async (policy, cutoff) => {
      const reader = new PostgresSeriesReader(test.database);
      const batch = await batchOf(policy, cutoff);
      // A horizon of its own makes the input of every model longer than the history.
      const whole = await readVisibleSeries(batch, rungs, 5000, reader);
      const part = await readVisibleSeries(batch, rungs, 28, reader);
      if (policy === 'zero') expect(part[0]!.values.length).toBeLessThan(whole[0]!.values.length);
      const { calendar } = batch.dataset;
      for (const { forecaster } of rungs) {
        const [fromWhole, fromPart] = [whole, part].map((series) =>
          forecaster!
            .fit({ calendar, series }, { cutoff, horizon: 28, seed: 1 })
            .forecast({ horizon: 28, quantileLevels: [0.1, 0.5, 0.9] }),
        );
        expect(fromPart).toEqual(fromWhole);
      }
    },
  );

  it('begins an item with its first sale, however far back that is, and never before the data', async () => {
    const reader = new PostgresSeriesReader(test.database);
    const [sleeper, late, never] = await readVisibleSeries(
      await batchOf('zero', 11_499),
      rungs,
      28,
      reader,
    );
    expect(sleeper!.values.slice(0, 5)).toEqual(new Float64Array(5));
    expect(late).toMatchObject({ start: 11_300 });
    expect(never!.values.every((value) => value === 0)).toBe(true);
  });
});
