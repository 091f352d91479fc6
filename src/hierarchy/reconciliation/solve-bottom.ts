import { invariant } from '../../errors/index.ts';
import type { LevelPreconditioner } from './level-preconditioner.ts';
import type { NormalEquations } from './normal-equations.ts';

/** Reduction of the error, in the norm of the preconditioner, at which a column counts as solved. */
const tolerance = 1e-10;
const maximumIterations = 1_000;

/**
 * Finds the item values whose sums come closest to `rows` in the weighted squared distance, by preconditioned conjugate
 * gradients (M. R. Hestenes and E. Stiefel, 1952) for all columns at once. Values that the preconditioner holds at zero
 * stay as they are. Overwrites `values`, from which it starts; a start that is the solution is left as it is.
 */
export function solveBottom(
  equations: NormalEquations,
  preconditioner: LevelPreconditioner,
  rows: Float64Array,
  values: Float64Array,
): void {
  const { width } = equations;
  const residual = new Float64Array(values.length);
  const image = new Float64Array(values.length);
  equations.descent(rows, image, residual);
  preconditioner.apply(residual, image);
  const enough = columnProducts(residual, image, width).map((size) => size * tolerance ** 2);
  equations.descent(rows, values, residual);
  const step = new Float64Array(values.length);
  preconditioner.apply(residual, step);
  let size = columnProducts(residual, step, width);
  for (let iteration = 0; size.some((one, column) => one > enough[column]!); iteration += 1) {
    invariant(iteration < maximumIterations, 'conjugate gradients converge on definite equations');
    equations.apply(step, image);
    const along = columnProducts(step, image, width);
    const length = size.map((one, column) => (one > enough[column]! ? one / along[column]! : 0));
    addColumns(values, step, length);
    for (let column = 0; column < width; column += 1) length[column]! *= -1;
    addColumns(residual, image, length);
    preconditioner.apply(residual, image);
    const next = columnProducts(residual, image, width);
    const turn = next.map((one, column) => (size[column]! > 0 ? one / size[column]! : 0));
    turnColumns(step, image, turn);
    size = next;
  }
}

/** Inner product of each column. */
function columnProducts(one: Float64Array, other: Float64Array, width: number): Float64Array {
  const products = new Float64Array(width);
  for (let start = 0; start < one.length; start += width) {
    for (let column = 0; column < width; column += 1) {
      products[column]! += one[start + column]! * other[start + column]!;
    }
  }
  return products;
}

/** `to` += `factors` · `from`, column by column. */
function addColumns(to: Float64Array, from: Float64Array, factors: Float64Array): void {
  const width = factors.length;
  for (let start = 0; start < to.length; start += width) {
    for (let column = 0; column < width; column += 1) {
      to[start + column]! += factors[column]! * from[start + column]!;
    }
  }
}

/** `step` = `from` + `factors` · `step`, column by column. */
function turnColumns(step: Float64Array, from: Float64Array, factors: Float64Array): void {
  const width = factors.length;
  for (let start = 0; start < step.length; start += width) {
    for (let column = 0; column < width; column += 1) {
      const at = start + column;
      step[at] = from[at]! + factors[column]! * step[at]!;
    }
  }
}
