import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sliceSeries } from './slice-series.ts';

const series = { key: 'a', start: 10, values: Float64Array.of(1, 2, 3, 4) };

describe('sliceSeries', () => {
  it('includes both ends', () => {
    expect(sliceSeries(series, 11, 12)).toEqual({
      key: 'a',
      start: 11,
      values: Float64Array.of(2, 3),
    });
  });

  it('adds no periods outside the series', () => {
    expect(sliceSeries(series, 0, 99)).toEqual(series);
    expect(sliceSeries(series, 0, 9)).toEqual({ key: 'a', start: 0, values: new Float64Array(0) });
    expect(sliceSeries(series, 12, 11).values).toHaveLength(0);
  });

  it('keeps every value at its period', () => {
    const bound = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(bound, bound, (from, to) => {
        const slice = sliceSeries(series, from, to);
        for (let period = 0; period <= 20; period += 1) {
          const inside = period >= from && period <= to;
          const expected = inside ? series.values[period - series.start] : undefined;
          expect(slice.values[period - slice.start]).toBe(expected);
        }
      }),
    );
  });
});
