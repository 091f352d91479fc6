import { decimal } from '../cells.ts';
import type { Line } from './line-reader.ts';

const comma = 44;
const point = 46;
const zero = 48;
/** Longest run of digits that a double holds exactly. */
const exactDigits = 15;

const decoder = new TextDecoder();

/** The text of bytes `from .. to`. */
export function fieldText(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to)).trim();
}

/** Index of the next comma from `from`, or `line.end`. */
export function fieldEnd({ bytes, end }: Line, from: number): number {
  let index = from;
  while (index < end && bytes[index] !== comma) index += 1;
  return index;
}

/**
 * The number in bytes `from .. to`: NaN for an empty field, `null` for what is no number. Plain decimals are read without
 * making a text of them, because an M5 file has 59 million fields; digits over a power of ten, both exact, round right.
 */
export function fieldNumber(bytes: Uint8Array, from: number, to: number): number | null {
  if (from === to) return Number.NaN;
  let digits = 0;
  let divisor = 0;
  for (let index = from; index < to; index += 1) {
    const code = bytes[index]!;
    if (code === point && divisor === 0) {
      divisor = 1;
      continue;
    }
    const digit = code - zero;
    if (digit < 0 || digit > 9) return slowNumber(bytes, from, to);
    digits = digits * 10 + digit;
    divisor *= 10;
  }
  if (to - from > exactDigits) return slowNumber(bytes, from, to);
  if (divisor === 0) return digits;
  return divisor > 1 ? digits / divisor : slowNumber(bytes, from, to);
}

function slowNumber(bytes: Uint8Array, from: number, to: number): number | null {
  const text = fieldText(bytes, from, to);
  return text === '' ? Number.NaN : decimal(text);
}

/** How many fields a line has. */
export function fieldCount(line: Line): number {
  let count = 1;
  for (let index = line.start; (index = fieldEnd(line, index)) < line.end; index += 1) count += 1;
  return count;
}

/** The text of field `index` of a line, from 0; empty where there is none. */
export function fieldOf(line: Line, index: number): string {
  let from = line.start;
  for (let field = 0; field < index; field += 1) from = fieldEnd(line, from) + 1;
  return from > line.end ? '' : fieldText(line.bytes, from, fieldEnd(line, from));
}
