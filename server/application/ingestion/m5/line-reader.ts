const lineFeed = 10;
const carriageReturn = 13;

/** One line of a block: `bytes[start .. end)` without its line end. */
export interface Line {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** From 1, the header included. */
  readonly number: number;
}

/** Splits blocks of whole lines, counting lines over all blocks. Empty lines are counted, not returned. */
export class LineReader {
  #number = 0;

  *lines(bytes: Uint8Array): Generator<Line> {
    let start = 0;
    while (start < bytes.length) {
      const feed = bytes.indexOf(lineFeed, start);
      const next = feed < 0 ? bytes.length : feed;
      const end = next > start && bytes[next - 1] === carriageReturn ? next - 1 : next;
      this.#number += 1;
      if (end > start) yield { bytes, start, end, number: this.#number };
      start = next + 1;
    }
  }
}
