import { expect, test } from 'vitest';

import { instant, quantileLevels, texts, wholeNumber } from './option-values.ts';

test('whole numbers are taken within their bounds only', () => {
  const parse = wholeNumber(1, 30);
  expect([parse('1'), parse('30')]).toEqual([1, 30]);
  for (const text of ['0', '31', '-1', '1.5', '1e1', '0x1', '', ' 7', 'NaN']) {
    expect(() => parse(text)).toThrow('whole number from 1 to 30');
  }
});

test('lists are separated by commas, and may not be empty', () => {
  expect(texts('CA_1, CA_2,,')).toEqual(['CA_1', 'CA_2']);
  expect(() => texts(' , ')).toThrow('separated by commas');
});

test('quantile levels are fractions', () => {
  expect(quantileLevels('0.1,0.5')).toEqual([0.1, 0.5]);
  for (const text of ['10', '0', '1', 'x', '']) expect(() => quantileLevels(text)).toThrow();
});

test('an instant names its time zone', () => {
  expect(instant('2026-01-31T12:00:00+01:00')).toEqual(new Date('2026-01-31T11:00:00Z'));
  for (const text of ['2026-01-31', '2026-01-31T12:00:00', 'soon', '2026-13-31T12:00:00Z']) {
    expect(() => instant(text)).toThrow('time zone');
  }
});
