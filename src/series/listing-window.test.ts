import { describe, expect, it } from 'vitest';

import { listingWindow } from './listing-window.ts';
import type { Series } from './series.ts';

const unknown = Number.NaN;
const of = (start: number, ...values: number[]): Series => ({
  key: 'a',
  start,
  values: Float64Array.from(values),
});

describe('listingWindow', () => {
  it('starts at the first sale where no prices are known', () => {
    expect(listingWindow(of(10, 0, unknown, 0, 2, 0), null)).toEqual({
      from: 13,
      lastPriced: null,
    });
    expect(listingWindow(of(10, 0, 1), of(0, unknown, unknown))).toEqual({
      from: 11,
      lastPriced: null,
    });
  });

  it('starts at the first price where that is earlier, and knows the last price', () => {
    const prices = of(10, unknown, 5, unknown, 5, unknown);
    expect(listingWindow(of(10, 0, 0, 0, 2), prices)).toEqual({ from: 11, lastPriced: 13 });
    expect(listingWindow(of(10, 0, 0), prices)).toEqual({ from: 11, lastPriced: 13 });
  });

  it('starts at the first sale where the price came later', () => {
    expect(listingWindow(of(10, 4, 0, 0), of(12, 5))).toEqual({ from: 10, lastPriced: 12 });
  });

  it('starts at the first known zero where nothing was ever sold', () => {
    expect(listingWindow(of(10, unknown, 0, 0), null).from).toBe(11);
  });

  it('has no start where nothing is known', () => {
    expect(listingWindow(of(10, unknown), null).from).toBeNull();
    expect(listingWindow(of(10), of(10)).from).toBeNull();
  });

  it('takes a return (negative demand) for a sign of listing', () => {
    expect(listingWindow(of(10, 0, -1, 3), null).from).toBe(11);
  });
});
