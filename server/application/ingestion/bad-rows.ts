import { type BadRow, ForecastError } from '#core/errors';

/** What happens to rows that cannot be read: `reject` refuses the whole source, `skip` leaves them out and counts them. */
export const badRowPolicies = ['reject', 'skip'] as const;
export type BadRowPolicy = (typeof badRowPolicies)[number];

const shown = 20;
const longestValue = 80;

/** Counts the bad rows of a whole source and keeps the first 20. */
export class BadRows {
  readonly #rows: BadRow[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The first rows, values cut to 80 characters. */
  get rows(): readonly BadRow[] {
    return this.#rows;
  }

  add(row: BadRow): void {
    this.#count += 1;
    if (this.#rows.length >= shown) return;
    const value =
      row.value.length > longestValue ? `${row.value.slice(0, longestValue)}...` : row.value;
    this.#rows.push({ ...row, value });
  }

  /**
   * Refuses the source if it has a bad row.
   * @throws ForecastError BAD_ROWS with the first 20 rows and the count over the whole source.
   */
  refuse(): void {
    if (this.#count === 0) return;
    const lines = this.#rows.map((row) => `  ${describeBadRow(row)}`);
    const more = this.#count - this.#rows.length;
    if (more > 0) lines.push(`  and ${more} more`);
    throw new ForecastError(
      'BAD_ROWS',
      `The source has ${this.#count} bad row(s); nothing was written. ` +
        `Correct them, or skip and count them with badRows "skip":\n${lines.join('\n')}`,
      { rows: this.#rows, count: this.#count },
    );
  }
}

/** `sales.csv line 17, column demand: found "abc", expected a number`. */
export function describeBadRow({ file, line, column, value, expected }: BadRow): string {
  return `${file} line ${line}, column ${column}: found ${JSON.stringify(value)}, expected ${expected}`;
}
