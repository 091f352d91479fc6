import { expect, test } from 'vitest';

import { loadConfig } from '../../config/index.ts';
import { shopCatalog } from '../../testing/catalog-fixture.ts';
import type { DriftCheck } from './drift-check.ts';
import { judge } from './judge.ts';
import { ReportedDrift } from './reported-drift.ts';

const check: DriftCheck = {
  id: 1,
  datasetId: 7,
  configHash: 'ab'.repeat(32),
  datasetVersion: 'cd'.repeat(32),
  asOf: new Date(0),
  createdAt: new Date(0),
  report: {
    checkedThrough: 16_800,
    isSeasonKnown: false,
    judged: ['DEAD_SEGMENT'],
    levels: [
      { level: 'total', segments: 1, drifted: 0 },
      { level: 'store', segments: 2, drifted: 1 },
    ],
    findings: [],
    omittedItems: 0,
  },
};

const observe = (newest: DriftCheck | null) =>
  new ReportedDrift(shopCatalog(), {
    newest: (id) => Promise.resolve(id === check.datasetId ? newest : null),
  }).observe();

test('every level of the newest report is observed, also those where nothing has changed', async () => {
  const observed = await observe(check);
  expect(observed).toEqual([
    { kind: 'DRIFT', dataset: 'shop', subject: 'total', drifted: 0, segments: 1 },
    { kind: 'DRIFT', dataset: 'shop', subject: 'store', drifted: 1, segments: 2 },
  ]);
  const [total, store] = observed.map((one) => judge(one, loadConfig({})));
  expect(total?.breach).toBeNull();
  expect(store?.breach).toMatchObject({
    severity: 'CRITICAL',
    message: expect.stringContaining('1 of 2 segments of level store drifted') as string,
  });
});

test('of a dataset without a report nothing is known', async () => {
  expect(await observe(null)).toEqual([]);
});
