import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { csvLine } from './csv-line.ts';

test('numbers stay numbers, and absent or undefined ones are empty cells', () => {
  expect(csvLine(['A', 1.5, -2, null, Number.NaN, true])).toBe('A,1.5,-2,,,true\n');
});

test('quotes, commas and line breaks are quoted', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines'])).toBe('"a,b","say ""x""","two\nlines"\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
  'a text like %j cannot run as a formula',
  (text) => {
    const [[cell]] = parse(csvLine([text, 'next'])) as [[string]];
    expect(cell).toBe(`'${text}`);
  },
);

test('any other text survives writing and reading', () => {
  const text = fc
    .string({ minLength: 1, unit: 'binary' })
    .filter((value) => !/^[=+\-@\t\r]/.test(value));
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (texts) => {
      expect(parse(csvLine(texts), { relax_column_count: true })).toEqual([texts]);
    }),
  );
});
