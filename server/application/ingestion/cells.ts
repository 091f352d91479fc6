import type { Cell } from './source-reader.ts';

const isoSeconds = 19;

/** A cell as trimmed text; dates as `YYYY-MM-DDTHH:mm:ss` in UTC. */
export function cellText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cell.trim();
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, isoSeconds);
  }
  return String(cell);
}

/**
 * A cell as a number in plain decimal or exponent notation; `null` for anything else, infinities included.
 * An empty cell is `null` too: look at it before.
 */
export function cellNumber(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'bigint') return Number(cell);
  if (typeof cell !== 'string') return null;
  return decimal(cell.trim());
}

/** What the language's own parser takes beyond decimals: `0x1F`, `0b1`, `0o7`. */
const otherRadix = /^0[xob]/i;

/** A text as a finite decimal number, else `null`. */
export function decimal(text: string): number | null {
  if (text === '' || otherRadix.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
