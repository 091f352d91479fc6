import { ForecastError, invariant } from '../../errors/index.ts';
import type { Residuals } from './error-variance.ts';

/** Most rows whose covariance is held as a dense matrix (72 MB at this size). */
const maximumDenseRows = 3_000;

export interface ShrunkCovariance {
  /** Row-major, rows × rows, symmetric. */
  readonly matrix: Float64Array;
  /** Weight of the diagonal target, 0 .. 1. */
  readonly intensity: number;
}

/**
 * Covariance of residuals about zero, with its correlations shrunk towards none by the intensity that minimises the
 * expected squared error (J. Schäfer and K. Strimmer, "A shrinkage approach to large-scale covariance matrix
 * estimation", Statistical Applications in Genetics and Molecular Biology 4, 2005). Rows without any error get the
 * smallest variance of the others.
 * @throws ForecastError LIMIT_EXCEEDED above `maximumDenseRows` rows, INVALID_INPUT for fewer than 2 periods or an
 * unknown residual.
 */
export function shrunkCovariance(residuals: Residuals, rows: number): ShrunkCovariance {
  refuse(residuals, rows);
  const { values, periods } = residuals;
  const deviations = standardDeviations(values, rows, periods);
  const standard = values.slice();
  for (let row = 0; row < rows; row += 1) {
    for (let at = row * periods; at < (row + 1) * periods; at += 1)
      standard[at]! /= deviations[row]!;
  }
  const matrix = new Float64Array(rows * rows);
  let noise = 0;
  let signal = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let other = 0; other < row; other += 1) {
      let sum = 0;
      let squares = 0;
      for (let period = 0; period < periods; period += 1) {
        const product = standard[row * periods + period]! * standard[other * periods + period]!;
        sum += product;
        squares += product * product;
      }
      const correlation = sum / periods;
      noise += (squares - sum * correlation) / (periods * (periods - 1));
      signal += correlation * correlation;
      matrix[row * rows + other] = correlation;
    }
  }
  const intensity = signal > 0 ? Math.min(1, Math.max(0, noise / signal)) : 1;
  for (let row = 0; row < rows; row += 1) {
    matrix[row * rows + row] = deviations[row]! ** 2;
    for (let other = 0; other < row; other += 1) {
      const covariance =
        (1 - intensity) * matrix[row * rows + other]! * deviations[row]! * deviations[other]!;
      matrix[row * rows + other] = covariance;
      matrix[other * rows + row] = covariance;
    }
  }
  return { matrix, intensity };
}

function standardDeviations(values: Float64Array, rows: number, periods: number): Float64Array {
  const deviations = new Float64Array(rows);
  let least = Infinity;
  for (let row = 0; row < rows; row += 1) {
    let squares = 0;
    for (let at = row * periods; at < (row + 1) * periods; at += 1) squares += values[at]! ** 2;
    deviations[row] = Math.sqrt(squares / periods);
    if (squares > 0) least = Math.min(least, deviations[row]!);
  }
  const floor = least === Infinity ? 1 : least;
  return deviations.map((deviation) => (deviation > 0 ? deviation : floor));
}

function refuse({ values, periods }: Residuals, rows: number): void {
  invariant(values.length === rows * periods, 'one row of residuals per row of levels');
  if (rows > maximumDenseRows) {
    throw new ForecastError(
      'LIMIT_EXCEEDED',
      `MinT with a shrunk covariance needs a dense matrix of ${rows} × ${rows}; at most ${maximumDenseRows} rows fit. Use wls-var or wls-struct, or fewer levels.`,
      { limit: 'rows of a dense covariance', found: rows, maximum: maximumDenseRows },
    );
  }
  const unknown = values.findIndex((value) => !Number.isFinite(value));
  if (periods >= 2 && unknown === -1) return;
  const message =
    periods < 2
      ? `need at least 2 periods, found ${periods}`
      : `must be known in every row and period; row ${Math.floor(unknown / periods)} has ${values[unknown]!} in period ${unknown % periods}`;
  throw new ForecastError('INVALID_INPUT', `Residuals ${message}.`, {
    issues: [{ path: 'residuals', message }],
  });
}
