import { describe, expect, it } from 'vitest';

import { figure, megabytes, percentile } from './figures.ts';

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([
      50, 95, 99, 100,
    ]);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('figures', () => {
  it('show three significant digits', () => {
    expect([0, 0.01234, 1.239, 45.67, 891.2, 1_234_567].map(figure)).toEqual([
      '0.00',
      '0.012',
      '1.24',
      '45.7',
      '891',
      '1,234,567',
    ]);
  });

  it('show bytes in MB or GB', () => {
    expect(megabytes(123_456_789)).toBe('123 MB');
    expect(megabytes(2_345_000_000)).toBe('2.35 GB');
  });
});
