/**
 * Cholesky factor of a symmetric positive definite matrix: overwrites the lower triangle of `matrix` (row-major,
 * `size` × `size`) by L with L Lᵀ = matrix, and leaves the rest. False, with `matrix` spoilt, where it is not positive
 * definite.
 */
export function factorCholesky(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row += 1) {
    const own = row * size;
    for (let column = 0; column <= row; column += 1) {
      const other = column * size;
      let rest = matrix[own + column]!;
      for (let k = 0; k < column; k += 1) rest -= matrix[own + k]! * matrix[other + k]!;
      if (column < row) {
        matrix[own + column] = rest / matrix[other + column]!;
      } else if (rest > 0) {
        matrix[own + column] = Math.sqrt(rest);
      } else {
        return false;
      }
    }
  }
  return true;
}

/**
 * Solves L Lᵀ X = B for `width` right sides at once, overwriting `values` (`values[row * width + column]`), with the
 * factor of `factorCholesky`.
 */
export function solveCholesky(
  factor: Float64Array,
  size: number,
  values: Float64Array,
  width: number,
): void {
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) {
      subtractRow(values, row, k, factor[row * size + k]!, width);
    }
    divideRow(values, row, factor[row * size + row]!, width);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) {
      subtractRow(values, row, k, factor[k * size + row]!, width);
    }
    divideRow(values, row, factor[row * size + row]!, width);
  }
}

function subtractRow(
  values: Float64Array,
  row: number,
  other: number,
  times: number,
  width: number,
): void {
  for (let column = 0; column < width; column += 1) {
    values[row * width + column]! -= times * values[other * width + column]!;
  }
}

function divideRow(values: Float64Array, row: number, by: number, width: number): void {
  for (let column = 0; column < width; column += 1) values[row * width + column]! /= by;
}
