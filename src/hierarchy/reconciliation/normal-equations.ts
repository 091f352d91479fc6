import type { Hierarchy } from '../hierarchy.ts';

/**
 * Weighted least squares of a hierarchy: the operator b → Sᵀ Ω S b on blocks of item values
 * (`values[item * width + column]`), with one weight per row in Ω, and no matrix anywhere.
 */
export class NormalEquations {
  readonly hierarchy: Hierarchy;
  readonly weights: Float64Array;
  readonly width: number;
  readonly #sums: Float64Array;

  constructor(hierarchy: Hierarchy, weights: Float64Array, width: number) {
    this.hierarchy = hierarchy;
    this.weights = weights;
    this.width = width;
    const most = hierarchy.levels.reduce((maximum, { count }) => Math.max(maximum, count), 0);
    this.#sums = new Float64Array(most * width);
  }

  /** `into` = Sᵀ Ω S `values`. */
  apply(values: Float64Array, into: Float64Array): void {
    into.fill(0);
    this.#eachLevel(values, null, into);
  }

  /** `into` = Sᵀ Ω (`rows` − S `values`): minus half the gradient of the weighted squared distance to `rows`. */
  descent(rows: Float64Array, values: Float64Array, into: Float64Array): void {
    into.fill(0);
    this.#eachLevel(values, rows, into);
  }

  #eachLevel(values: Float64Array, rows: Float64Array | null, into: Float64Array): void {
    const { width, weights } = this;
    const items = this.hierarchy.items.length;
    for (const { first, count, groupOf } of this.hierarchy.levels) {
      const sums = this.#sums.subarray(0, count * width).fill(0);
      for (let item = 0; item < items; item += 1) {
        const to = groupOf[item]! * width;
        const from = item * width;
        for (let column = 0; column < width; column += 1)
          sums[to + column]! += values[from + column]!;
      }
      for (let group = 0; group < count; group += 1) {
        const weight = weights[first + group]!;
        for (let at = group * width; at < (group + 1) * width; at += 1) {
          const row = rows === null ? sums[at]! : rows[first * width + at]! - sums[at]!;
          sums[at] = weight * row;
        }
      }
      for (let item = 0; item < items; item += 1) {
        const from = groupOf[item]! * width;
        const to = item * width;
        for (let column = 0; column < width; column += 1)
          into[to + column]! += sums[from + column]!;
      }
    }
  }
}
