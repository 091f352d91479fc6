import { expect, test } from 'vitest';

import { formatBytes, formatCount, formatDuration, formatNumber } from './numbers.ts';

test('counts have thousands separators', () => {
  expect(formatCount(59_181_090)).toBe('59,181,090');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [121_736_518, '121.7 MB'],
  [2e12, '2.0 TB'],
  [5e15, '5000.0 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.1 + 0.2, '0.3'],
  [1234567.891, '1234570'],
  [0, '0'],
  [null, '-'],
  [Number.NaN, '-'],
])('the measure %d is shown as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [420, '0.4 s'],
  [12_345, '12 s'],
  [59_700, '1 min 0 s'],
  [200_000, '3 min 20 s'],
])('%d ms take %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
