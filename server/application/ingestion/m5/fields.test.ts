import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fieldCount, fieldNumber, fieldOf } from './fields.ts';
import { LineReader } from './line-reader.ts';

function numberOf(text: string): number | null {
  const bytes = Buffer.from(`9${text},8`);
  return fieldNumber(bytes, 1, bytes.length - 2);
}

describe('fieldNumber', () => {
  it('reads every decimal as the language does', () => {
    const decimals = fc.double({ min: 0, max: 1e15, noNaN: true });
    fc.assert(fc.property(decimals, (value) => numberOf(String(value)) === value));
    const prices = fc.tuple(fc.nat(1_000_000), fc.nat(99));
    fc.assert(
      fc.property(prices, ([whole, cents]) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`;
        return numberOf(text) === Number(text);
      }),
    );
  });

  it.each([
    ['', Number.NaN],
    [' ', Number.NaN],
    ['-3', -3],
    ['1.', 1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['00012', 12],
    ['1180591620717411303424', 2 ** 70],
    ['.', null],
    ['1.2.3', null],

    ['x', null],
    ['Infinity', null],
  ])('reads %j as %s', (text, expected) => {
    expect(numberOf(text)).toBe(expected);
  });
});

describe('LineReader', () => {
  it('counts lines over blocks, empty ones too, and drops line ends', () => {
    const reader = new LineReader();
    const seen = ['a,b\r\n\nc,d,e\n', '\r\nlast,'].flatMap((block) =>
      [...reader.lines(Buffer.from(block))].map((line) => [
        line.number,
        fieldCount(line),
        fieldOf(line, 1),
        fieldOf(line, 5),
      ]),
    );
    expect(seen).toEqual([
      [1, 2, 'b', ''],
      [3, 3, 'd', ''],
      [5, 2, '', ''],
    ]);
  });
});
