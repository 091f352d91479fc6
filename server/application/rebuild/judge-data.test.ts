import { describe, expect, it } from 'vitest';

import { judgeData, type TrainingNeeds } from './judge-data.ts';
import type { DataFacts } from './read-data-facts.ts';

const good: DataFacts = {
  ...{ items: 10, soldItems: 10, pricedItems: 10, unknown: 1, listed: 1000, age: 3 },
  ...{ events: 5, comingEvents: 2, findings: [], ingestions: 2 },
};
const needs: TrainingNeeds = { available: 400, needed: 119, wanted: 196, horizon: 28 };
const observed = { synthetic: false, missingValuePolicy: 'keep-unknown' } as const;

describe('the checks of a dataset', () => {
  it('all pass where nothing is wrong', () => {
    const checks = judgeData(observed, good, needs);
    expect(checks.map(({ state }) => state)).toEqual(checks.map(() => 'passed'));
  });

  it.each([
    ['history', 'refused', {}, { available: 118 }],
    ['history', 'warning', {}, { available: 150 }],
    ['items', 'refused', { soldItems: 0 }, {}],
    ['unknown', 'warning', { unknown: 300 }, {}],
    [
      'audit',
      'warning',
      { findings: [{ check: 'spikes' as const, unit: 'values', count: 3 }] },
      {},
    ],
    ['prices', 'warning', { pricedItems: 0 }, {}],
    ['events', 'warning', { events: 0, comingEvents: 0 }, {}],
    ['events', 'warning', { comingEvents: 0 }, {}],
    ['freshness', 'warning', { age: 29 }, {}],
  ] as const)('%s is a %s with %j %j', (check, state, facts, lengths) => {
    const checks = judgeData(observed, { ...good, ...facts }, { ...needs, ...lengths });
    const found = checks.filter((one) => one.state !== 'passed');
    expect(found).toMatchObject([{ check, state }]);
  });

  it('take unknown demand for none sold where the dataset does, and say that data are generated', () => {
    const dataset = { synthetic: true, missingValuePolicy: 'zero' } as const;
    const checks = judgeData(dataset, { ...good, unknown: 900 }, needs);
    expect(checks.filter(({ state }) => state !== 'passed')).toMatchObject([{ check: 'origin' }]);
  });
});
