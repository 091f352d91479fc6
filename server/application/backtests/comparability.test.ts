import { describe, expect, it } from 'vitest';

import { comparability } from './comparability.ts';
import { aRun, aWindow } from './testing/a-run.ts';

const dateOf = (period: number) => `day ${period}`;
const windows = [aWindow(0, 10, [5, 3]), aWindow(1, 12, [4, 2])];
const first = { run: aRun(1), windows };

describe('comparability', () => {
  it('finds nothing in the way of runs that differ in their models alone', () => {
    const other = { run: aRun(2, { models: ['theta'] }), windows };
    expect(comparability([first, other], dateOf)).toEqual({
      obstacles: [],
      notes: [],
      levels: ['total', 'item-store'],
      sameWeights: true,
      sameLosses: true,
    });
    expect(comparability([first], dateOf).obstacles).toEqual([]);
  });

  it.each([
    [
      { run: aRun(2, { dataset: 'depot' }, { datasetId: 9 }), windows: [aWindow(0, 1, [1])] },
      ['dataset: shop in run 1, depot in run 2'],
    ],
    [
      { run: aRun(2, { horizon: 7, missingValuePolicy: 'drop' }), windows },
      ['horizon: 2 in run 1, 7 in run 2', 'unknown demand: zero in run 1, drop in run 2'],
    ],
    [
      { run: aRun(2), windows: [aWindow(0, 8, [5, 3]), ...windows] },
      ['cutoffs: 2 from day 10 to day 12 in run 1, 3 from day 8 to day 12 in run 2'],
    ],
    [
      { run: aRun(2, {}, { itemIds: [2, 3, 4] }), windows },
      ['items: 2 in run 1, 3 in run 2, 1 of them in both'],
    ],
    [
      { run: aRun(2), windows: [windows[0]!, aWindow(1, 12, [4, 3])] },
      ['demand: what was sold after day 12 was recorded otherwise for run 2 than for run 1'],
    ],
  ])('says what stands in the way, every difference of it', (other, obstacles) => {
    expect(comparability([first, other], dateOf).obstacles).toEqual(obstacles);
  });

  it('notes what else differs, and which scores that leaves', () => {
    const changed = {
      datasetVersion: 'cd'.repeat(32),
      release: '1.3.0',
      seed: 2,
      inputSize: 365,
      refit: 3,
      levels: ['item-store'],
      weights: 'unit-sales',
      quantileLevels: [0.5],
    } as const;
    expect(comparability([first, { run: aRun(2, changed), windows }], dateOf)).toEqual({
      obstacles: [],
      notes: [
        'dataset version: abababababab in run 1, cdcdcdcdcdcd in run 2',
        'release: 1.2.3 in run 1, 1.3.0 in run 2',
        'seed: 1 in run 1, 2 in run 2',
        'input: all history in run 1, the last 365 periods in run 2',
        'new parameters: every window in run 1, every 3 windows in run 2',
        'levels: total, item-store in run 1, item-store in run 2',
        'weights, so that WRMSSE and WSPL are left out: dollar-sales in run 1, unit-sales in run 2',
        'quantile levels of WSPL, which is left out: 0.1 0.5 0.9 in run 1, 0.5 in run 2',
      ],
      levels: ['item-store'],
      sameWeights: false,
      sameLosses: false,
    });
  });
});
