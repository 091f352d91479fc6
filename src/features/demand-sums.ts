/**
 * Sums over the known demand of the last periods, for several window sizes in one pass. Added from the cutoff
 * backwards, so that they do not depend on how much older history there is: not by a bit.
 */
export class DemandSums {
  /** Per window size: known values, their sum, sum of squares, absolute sum, largest, number of zeros, listed periods. */
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly absolute: Float64Array;
  readonly max: Float64Array;
  readonly zeros: Float64Array;
  readonly listed: Float64Array;
  readonly #sizes: readonly number[];

  constructor(sizes: readonly number[]) {
    this.#sizes = [...new Set(sizes)].sort((one, other) => one - other);
    const length = this.#sizes.length;
    this.count = new Float64Array(length);
    this.sum = new Float64Array(length);
    this.squares = new Float64Array(length);
    this.absolute = new Float64Array(length);
    this.max = new Float64Array(length);
    this.zeros = new Float64Array(length);
    this.listed = new Float64Array(length);
  }

  /** Place of a window size in the sums. */
  placeOf(size: number): number {
    return this.#sizes.indexOf(size);
  }

  /** `values` and `listed` are newest first. */
  read(values: Float64Array, listed: Uint8Array): void {
    let count = 0;
    let sum = 0;
    let squares = 0;
    let absolute = 0;
    let max = 0;
    let zeros = 0;
    let onSale = 0;
    let back = 0;
    for (let place = 0; place < this.#sizes.length; place += 1) {
      const end = this.#sizes[place]!;
      for (; back < end; back += 1) {
        onSale += listed[back]!;
        const value = values[back]!;
        if (Number.isNaN(value)) continue;
        count += 1;
        sum += value;
        squares += value * value;
        absolute += Math.abs(value);
        if (value > max) max = value;
        if (value === 0) zeros += 1;
      }
      this.count[place] = count;
      this.sum[place] = sum;
      this.squares[place] = squares;
      this.absolute[place] = absolute;
      this.max[place] = max;
      this.zeros[place] = zeros;
      this.listed[place] = onSale;
    }
  }
}
