import type { Series } from '#core/series';

/** First and last period that prices are wanted of, both included. */
export interface PriceSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Prices by item over a span of periods, whatever the length of the file they come from. The first period of the span
 * holds the last price up to it; later ones are ignored.
 */
export class PriceWindow {
  readonly #span: PriceSpan;
  readonly #prices = new Map<string, Float64Array>();
  /** Period of the price that stands in the first period. */
  readonly #carried = new Map<string, number>();

  constructor(span: PriceSpan) {
    this.#span = span;
  }

  /** Stores a price; false where the item has one of that period already. */
  add(item: string, period: number, price: number): boolean {
    const { from, to } = this.#span;
    if (period > to) return true;
    const values = this.#of(item);
    if (period > from) {
      if (!Number.isNaN(values[period - from]!)) return false;
      values[period - from] = price;
      return true;
    }
    const carried = this.#carried.get(item) ?? -Infinity;
    if (period === carried) return false;
    if (period > carried) {
      this.#carried.set(item, period);
      values[0] = price;
    }
    return true;
  }

  /** The items that have a price up to the end of the span; a period without one of its own is NaN. */
  series(): ReadonlyMap<string, Series> {
    const { from } = this.#span;
    return new Map([...this.#prices].map(([key, values]) => [key, { key, start: from, values }]));
  }

  #of(item: string): Float64Array {
    let values = this.#prices.get(item);
    if (values === undefined) {
      const { from, to } = this.#span;
      values = new Float64Array(to - from + 1).fill(Number.NaN);
      this.#prices.set(item, values);
    }
    return values;
  }
}
