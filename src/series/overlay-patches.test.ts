import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { overlayPatches } from './overlay-patches.ts';

const unknown = Number.NaN;

describe('overlayPatches', () => {
  it('lets a later value win and an unknown one replace nothing', () => {
    const series = overlayPatches('a', [
      { start: 3, values: [1, 2, 3] },
      { start: 4, values: [unknown, 30, 40] },
      { start: 1, values: [9] },
    ]);
    expect(series).toEqual({
      key: 'a',
      start: 1,
      values: Float64Array.of(9, unknown, 1, 2, 30, 40),
    });
  });

  it('is empty without values', () => {
    expect(overlayPatches('a', []).values).toHaveLength(0);
    expect(overlayPatches('a', [{ start: 900, values: [] }])).toEqual({
      key: 'a',
      start: 0,
      values: new Float64Array(0),
    });
  });

  it('refuses infinite values', () => {
    expect(() => overlayPatches('a', [{ start: 0, values: [Infinity] }])).toThrow('finite');
  });

  it('gives the last known value of each period, whatever the patches are', () => {
    const value = fc.oneof(fc.constant(unknown), fc.integer({ min: 0, max: 9 }));
    const patch = fc.record({
      start: fc.integer({ min: -5, max: 5 }),
      values: fc.array(value, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 6 }), (patches) => {
        const series = overlayPatches('a', patches);
        for (let period = -5; period <= 11; period += 1) {
          const known = patches
            .map(({ start, values }) => values[period - start] ?? unknown)
            .filter((candidate) => !Number.isNaN(candidate));
          expect(series.values[period - series.start] ?? unknown).toBe(known.at(-1) ?? unknown);
        }
      }),
    );
  });
});
