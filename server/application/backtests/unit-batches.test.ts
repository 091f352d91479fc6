import { describe, expect, test } from 'vitest';

import { unitBatches } from './unit-batches.ts';

describe('unitBatches', () => {
  test('puts models of one kind in one window together, in their order', () => {
    const units = [0, 1].flatMap((window) =>
      ['theta', 'esx', 'naive', 'top-down'].map((model) => ({ window, model })),
    );
    expect(unitBatches(units.slice(1))).toEqual([
      { window: 0, scope: 'hierarchy', models: ['esx', 'top-down'] },
      { window: 0, scope: 'series', models: ['naive'] },
      { window: 1, scope: 'series', models: ['theta', 'naive'] },
      { window: 1, scope: 'hierarchy', models: ['esx', 'top-down'] },
    ]);
    expect(unitBatches([])).toEqual([]);
  });
});
