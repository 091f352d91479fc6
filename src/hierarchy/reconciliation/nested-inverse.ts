import type { HierarchyLevel } from '../hierarchy.ts';

/** One level of a nested chain: what its groups take back from the inverse of the levels inside it. */
interface NestedStep {
  readonly level: HierarchyLevel;
  /** Inverse of the finer levels applied to ones, per item and column. */
  readonly direction: Float64Array;
  /** ω / (1 + ω · sum of the direction), per group and column. */
  readonly damping: Float64Array;
}

/**
 * The exact inverse of a diagonal plus Sᵀ Ω S over levels that nest, finest first: one Sherman-Morrison correction per
 * group, level after level. A diagonal with an inverse of zero holds that value at zero. With `columns` 1 all columns
 * share one inverse; otherwise each has its own.
 */
export class NestedInverse {
  readonly diagonal: Float64Array;
  readonly columns: number;
  readonly steps: readonly NestedStep[];
  readonly #items: number;

  constructor(
    inverseDiagonal: Float64Array,
    columns: number,
    chain: readonly HierarchyLevel[],
    weights: Float64Array,
  ) {
    this.diagonal = inverseDiagonal;
    this.columns = columns;
    this.#items = inverseDiagonal.length / columns;
    const steps: NestedStep[] = [];
    let direction = inverseDiagonal;
    for (const level of chain) {
      const sums = this.#sumGroups(level, direction, columns);
      const damping = sums.map((sum, at) => {
        const weight = weights[level.first + Math.floor(at / columns)]!;
        return weight / (1 + weight * sum);
      });
      steps.push({ level, direction, damping });
      const next = direction.slice();
      for (let item = 0; item < this.#items; item += 1) {
        const group = level.groupOf[item]! * columns;
        for (let column = 0; column < columns; column += 1) {
          next[item * columns + column]! *= 1 - damping[group + column]! * sums[group + column]!;
        }
      }
      direction = next;
    }
    this.steps = steps;
  }

  /** `into` = the inverse applied to `width` columns of `values`. */
  apply(values: Float64Array, into: Float64Array, width: number): void {
    const { columns, diagonal } = this;
    const stride = columns === 1 ? 0 : 1;
    for (let item = 0; item < this.#items; item += 1) {
      for (let column = 0; column < width; column += 1) {
        const at = item * width + column;
        into[at] = values[at]! * diagonal[item * columns + column * stride]!;
      }
    }
    for (const { level, direction, damping } of this.steps) {
      const sums = this.#sumGroups(level, into, width);
      for (let item = 0; item < this.#items; item += 1) {
        const group = level.groupOf[item]!;
        for (let column = 0; column < width; column += 1) {
          const own = column * stride;
          into[item * width + column]! -=
            direction[item * columns + own]! *
            damping[group * columns + own]! *
            sums[group * width + column]!;
        }
      }
    }
  }

  #sumGroups(level: HierarchyLevel, values: Float64Array, width: number): Float64Array {
    const sums = new Float64Array(level.count * width);
    for (let item = 0; item < this.#items; item += 1) {
      const group = level.groupOf[item]! * width;
      for (let column = 0; column < width; column += 1) {
        sums[group + column]! += values[item * width + column]!;
      }
    }
    return sums;
  }
}
