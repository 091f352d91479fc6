import { invariant } from '../../errors/index.ts';
import { factorCholesky, solveCholesky } from '../../math/index.ts';
import { type Members, membersOf } from '../members.ts';
import { NestedInverse } from './nested-inverse.ts';
import type { NormalEquations } from './normal-equations.ts';
import { type SplitLevels, splitLevels } from './split-levels.ts';

/**
 * The inverse of the normal equations with the levels that cross the nested ones replaced by their diagonal; exact where
 * there are none, as in M5. The coarse levels (rows C with weights Ω) come to the inverse N of the others by the identity of
 * Woodbury: N − N Cᵀ (Ω⁻¹ + C N Cᵀ)⁻¹ C N. Values that are not `free` are held at zero.
 */
export class LevelPreconditioner {
  readonly #equations: NormalEquations;
  readonly #levels: SplitLevels;
  readonly #fine: NestedInverse;
  /** Row among the coarse ones of every item in every coarse level: `[item * coarse levels + level]`. */
  readonly #coarseRows: Int32Array;
  readonly #size: number;
  /** Cholesky factor of Ω⁻¹ + C N Cᵀ for each column of the inverse. */
  readonly #factors: readonly Float64Array[];

  constructor(equations: NormalEquations, free: Uint8Array | null) {
    this.#equations = equations;
    const { hierarchy, weights, width } = equations;
    this.#levels = splitLevels(hierarchy);
    const { coarse, nested, diagonal } = this.#levels;
    const items = hierarchy.items.length;
    const columns = free === null ? 1 : width;
    const inverse = new Float64Array(items * columns);
    for (let item = 0; item < items; item += 1) {
      let own = 0;
      for (const { first, groupOf } of diagonal) own += weights[first + groupOf[item]!]!;
      for (let at = item * columns; at < (item + 1) * columns; at += 1) {
        inverse[at] = free === null ? 1 / own : free[at]! / own;
      }
    }
    this.#fine = new NestedInverse(inverse, columns, nested, weights);
    this.#size = coarse.reduce((sum, { count }) => sum + count, 0);
    this.#coarseRows = new Int32Array(items * coarse.length);
    let start = 0;
    coarse.forEach(({ groupOf, count }, level) => {
      for (let item = 0; item < items; item += 1) {
        this.#coarseRows[item * coarse.length + level] = start + groupOf[item]!;
      }
      start += count;
    });
    const members = nested.map(({ groupOf, count }) => membersOf(groupOf, count));
    this.#factors = Array.from({ length: columns }, (_, column) => this.#factor(column, members));
  }

  /** `into` = the inverse applied to all columns of `values`. */
  apply(values: Float64Array, into: Float64Array): void {
    const { width } = this.#equations;
    this.#fine.apply(values, into, width);
    if (this.#size === 0) return;
    const sums = this.#sumCoarse(into);
    this.#solve(sums);
    const back = new Float64Array(into.length);
    const levels = this.#levels.coarse.length;
    for (let at = 0; at < this.#coarseRows.length; at += 1) {
      const to = Math.floor(at / levels) * width;
      const from = this.#coarseRows[at]! * width;
      for (let column = 0; column < width; column += 1) back[to + column]! += sums[from + column]!;
    }
    const taken = new Float64Array(into.length);
    this.#fine.apply(back, taken, width);
    for (let at = 0; at < into.length; at += 1) into[at]! -= taken[at]!;
  }

  #sumCoarse(values: Float64Array): Float64Array {
    const { width } = this.#equations;
    const levels = this.#levels.coarse.length;
    const sums = new Float64Array(this.#size * width);
    for (let at = 0; at < this.#coarseRows.length; at += 1) {
      const from = Math.floor(at / levels) * width;
      const to = this.#coarseRows[at]! * width;
      for (let column = 0; column < width; column += 1)
        sums[to + column]! += values[from + column]!;
    }
    return sums;
  }

  #solve(sums: Float64Array): void {
    const { width } = this.#equations;
    const [shared] = this.#factors;
    if (this.#factors.length === 1) {
      solveCholesky(shared!, this.#size, sums, width);
      return;
    }
    const one = new Float64Array(this.#size);
    this.#factors.forEach((factor, column) => {
      for (let row = 0; row < one.length; row += 1) one[row] = sums[row * width + column]!;
      solveCholesky(factor, this.#size, one, 1);
      for (let row = 0; row < one.length; row += 1) sums[row * width + column] = one[row]!;
    });
  }

  #factor(column: number, members: readonly Members[]): Float64Array {
    const { weights } = this.#equations;
    const { coarse } = this.#levels;
    const size = this.#size;
    const matrix = new Float64Array(size * size);
    let row = 0;
    for (const { first, count } of coarse) {
      for (let group = 0; group < count; group += 1) {
        matrix[row * size + row] = 1 / weights[first + group]!;
        row += 1;
      }
    }
    this.#addDiagonal(matrix, column);
    members.forEach((level, step) => {
      this.#subtractNested(matrix, column, step, level);
    });
    invariant(factorCholesky(matrix, size), 'weights are positive, so the matrix is definite');
    return matrix;
  }

  /** Adds C D⁻¹ Cᵀ (lower triangle: coarse levels come in the order of their rows). */
  #addDiagonal(matrix: Float64Array, column: number): void {
    const levels = this.#levels.coarse.length;
    const { columns, diagonal } = this.#fine;
    const items = diagonal.length / columns;
    for (let item = 0; item < items; item += 1) {
      const value = diagonal[item * columns + column]!;
      for (let level = 0; level < levels; level += 1) {
        const row = this.#coarseRows[item * levels + level]! * this.#size;
        for (let other = 0; other <= level; other += 1) {
          matrix[row + this.#coarseRows[item * levels + other]!]! += value;
        }
      }
    }
  }

  /** Subtracts what the groups of one nested level take back: per group a product of one sparse vector with itself. */
  #subtractNested(matrix: Float64Array, column: number, step: number, members: Members): void {
    const levels = this.#levels.coarse.length;
    const { columns, steps } = this.#fine;
    const { level, direction, damping } = steps[step]!;
    const sums = new Float64Array(this.#size);
    const touched = new Int32Array(this.#size);
    for (let group = 0; group < level.count; group += 1) {
      let count = 0;
      const end = members.starts[group + 1]!;
      for (let place = members.starts[group]!; place < end; place += 1) {
        const item = members.items[place]!;
        const value = direction[item * columns + column]!;
        if (value === 0) continue;
        for (let at = item * levels; at < (item + 1) * levels; at += 1) {
          const row = this.#coarseRows[at]!;
          if (sums[row] === 0) {
            touched[count] = row;
            count += 1;
          }
          sums[row]! += value;
        }
      }
      const factor = damping[group * columns + column]!;
      for (let one = 0; one < count; one += 1) {
        const row = touched[one]!;
        const product = factor * sums[row]!;
        for (let other = 0; other < count; other += 1) {
          const across = touched[other]!;
          if (across <= row) matrix[row * this.#size + across]! -= product * sums[across]!;
        }
      }
      for (let one = 0; one < count; one += 1) sums[touched[one]!] = 0;
    }
  }
}
