import type { LevelResult, ModelWindow } from '#core/backtest';

import type { BacktestConfig, BacktestRun, StoredWindow } from '../index.ts';

/** A finished run of two items, with whatever of it matters to a test. */
export function aRun(
  id: number,
  config: Partial<BacktestConfig> = {},
  own: Partial<BacktestRun> = {},
): BacktestRun {
  return {
    id,
    datasetId: 1,
    config: {
      dataset: 'shop',
      datasetVersion: 'ab'.repeat(32),
      frequency: 'daily',
      missingValuePolicy: 'zero',
      models: ['naive'],
      horizon: 2,
      windows: 2,
      stepSize: 2,
      refit: 1,
      inputSize: null,
      quantileLevels: [0.1, 0.5, 0.9],
      levels: ['total', 'item-store'],
      weights: 'dollar-sales',
      seed: 1,
      release: '1.2.3',
      ...config,
    },
    asOf: new Date('2026-01-01T00:00:00Z'),
    itemIds: [1, 2],
    createdAt: new Date('2026-01-02T00:00:00Z'),
    completedAt: new Date('2026-01-02T00:01:00Z'),
    resultHash: 'cd'.repeat(32),
    ...own,
  };
}

/** A window from this cutoff in which the two items sold so much. */
export function aWindow(index: number, cutoff: number, sold: readonly number[]): StoredWindow {
  const actual = Float64Array.from(sold);
  const count = new Float64Array(sold.length).fill(2);
  return { index, cutoff, fitCutoff: cutoff, demand: { count, actual, absoluteActual: actual } };
}

/** A model in a window whose WAPE is `wape` at single items and half of it at the total; other scores follow from it. */
export function aUnit(model: string, window: number, wape: number): ModelWindow {
  return {
    model,
    window,
    seconds: 1,
    levels: [aLevel('total', wape / 2), aLevel('item-store', wape)],
  };
}

function aLevel(level: string, wape: number): LevelResult {
  const lead = (value: number) => Float64Array.of(value);
  return {
    level,
    series: 2,
    unscaled: 0,
    wrmsse: 2 * wape,
    wspl: wape / 4,
    rmsse: wape,
    leads: {
      count: lead(4),
      actual: lead(100),
      absoluteActual: lead(100),
      error: lead(1),
      absoluteError: lead(110 * wape),
      squaredError: lead(1),
      medianAbsoluteError: lead(100 * wape),
      baselineAbsoluteError: lead(80),
    },
    intervals: [{ nominal: 0.8, count: 4, inside: 3, shared: 2.5, width: 8 }],
  };
}
