import { describe, expect, it } from 'vitest';

import { createPanel, createSeries } from './create-series.ts';

const daily = { frequency: 'daily', weekStartsOn: 1 } as const;

describe('createSeries', () => {
  it('takes finite values and unknown ones', () => {
    const values = Float64Array.of(1, Number.NaN, -2);
    expect(createSeries('a', 5, values)).toEqual({ key: 'a', start: 5, values });
  });

  it('refuses infinite values, naming series, place and value', () => {
    expect(() => createSeries('shirt', 0, Float64Array.of(1, Infinity))).toThrow(
      'Series "shirt": values.1 must be finite, or NaN for unknown, found Infinity.',
    );
    expect(() => createSeries('a', 0, Float64Array.of(-Infinity))).toThrow('found -Infinity');
  });

  it.each([0.5, Number.NaN, Infinity])('refuses the start %d', (start) => {
    expect(() => createSeries('a', start, new Float64Array(0))).toThrow('whole period number');
  });
});

describe('createPanel', () => {
  it('keeps the order of its series', () => {
    const one = createSeries('one', 0, Float64Array.of(1));
    const two = createSeries('two', 0, Float64Array.of(2));
    expect(createPanel(daily, [two, one]).series).toEqual([two, one]);
  });

  it('refuses two series with one key', () => {
    const one = createSeries('one', 0, Float64Array.of(1));
    expect(() => createPanel(daily, [one, one])).toThrow('appears twice');
  });
});
