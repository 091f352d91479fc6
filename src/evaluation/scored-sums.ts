import { aggregate, bottomLevel, type Hierarchy } from '../hierarchy/index.ts';

/**
 * Demand and forecasts of all rows of a hierarchy, summed from those of its items (`values[item * horizon + step]`). Where
 * an item's actual demand is unknown (NaN), neither it nor the item's forecast enters the sums, so that both stand for the
 * same items; a row whose items are all unknown is unknown itself.
 */
export class ScoredSums {
  /** Demand of all rows. */
  readonly actual: Float64Array;
  readonly #hierarchy: Hierarchy;
  readonly #horizon: number;
  /** 1 where an item's demand is known; null where all of it is. */
  readonly #known: Float64Array | null;

  constructor(hierarchy: Hierarchy, actual: Float64Array, horizon: number) {
    this.#hierarchy = hierarchy;
    this.#horizon = horizon;
    const hasGaps = actual.some(Number.isNaN);
    this.#known = hasGaps ? actual.map((value) => (Number.isNaN(value) ? 0 : 1)) : null;
    this.actual = this.#summed(actual);
    if (this.#known === null) return;
    const counts = aggregate(hierarchy, this.#known, horizon);
    this.actual = this.actual.map((value, at) => (counts[at] === 0 ? Number.NaN : value));
  }

  /**
   * A forecast of the items summed over all levels. Give means: medians and other quantiles do not add up.
   * @throws ForecastError LEVEL_NOT_FOUND where demand has gaps and there is no level of single items.
   */
  of(forecast: Float64Array): Float64Array {
    const rows = this.#summed(forecast);
    // The items' own forecasts stay, though nothing is there to score them by.
    if (this.#known !== null)
      rows.set(forecast, bottomLevel(this.#hierarchy).first * this.#horizon);
    return rows;
  }

  #summed(values: Float64Array): Float64Array {
    const known = this.#known;
    const counted =
      known === null ? values : values.map((value, at) => (known[at] === 1 ? value : 0));
    return aggregate(this.#hierarchy, counted, this.#horizon);
  }
}
