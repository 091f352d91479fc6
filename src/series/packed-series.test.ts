import { describe, expect, it } from 'vitest';

import { fitsSinglePrecision, unpackSeries } from './packed-series.ts';

describe('packed series', () => {
  it('fit single precision where nothing is lost by it', () => {
    const kept = [0, -0, 1.5, Number.NaN, 2 ** 24, Math.fround(0.1)];
    expect(fitsSinglePrecision(Float64Array.from(kept))).toBe(true);
    for (const value of [0.1, 2 ** 24 + 1, 1e300]) {
      expect(fitsSinglePrecision(Float64Array.of(1, value))).toBe(false);
    }
  });

  it('give every value back', () => {
    const values = [0, 1.5, Number.NaN, 3];
    for (const packed of [Float32Array.from(values), Float64Array.from(values)]) {
      const series = unpackSeries({ key: 'a', start: 7, values: packed });
      expect(series).toEqual({ key: 'a', start: 7, values: Float64Array.from(values) });
    }
  });
});
