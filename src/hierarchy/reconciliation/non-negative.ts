import { LevelPreconditioner } from './level-preconditioner.ts';
import type { NormalEquations } from './normal-equations.ts';
import { solveBottom } from './solve-bottom.ts';

/** Rounds in which values may leave zero again; later ones only add values to those at zero, which ends. */
const exchangeRounds = 10;
const maximumRounds = 30;
/** Against the largest value: less below zero, or less pull away from it, counts as zero. */
const slack = 1e-9;

/**
 * Turns the solution of weighted least squares into the closest one without negative values: block principal pivoting
 * (S. L. Wickramasuriya, B. A. Turlach and R. J. Hyndman, "Optimal non-negative forecast reconciliation", Statistics and
 * Computing 30, 2020). Negative values are held at zero, the others solved again, and values at zero that the forecasts
 * pull upwards are let go, until nothing changes. Overwrites `values`.
 */
export function makeNonNegative(
  equations: NormalEquations,
  rows: Float64Array,
  values: Float64Array,
): void {
  const free = new Uint8Array(values.length).fill(1);
  const pull = new Float64Array(values.length);
  const largest = values.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  for (let round = 0; round < maximumRounds; round += 1) {
    let changes = holdNegative(values, free, slack * largest);
    if (round > 0 && round < exchangeRounds) {
      equations.descent(rows, values, pull);
      changes += releasePulled(pull, free);
    }
    if (changes === 0) break;
    solveBottom(equations, new LevelPreconditioner(equations, free), rows, values);
  }
  for (let at = 0; at < values.length; at += 1) {
    if (!(values[at]! > 0)) values[at] = 0;
  }
}

function holdNegative(values: Float64Array, free: Uint8Array, least: number): number {
  let held = 0;
  for (let at = 0; at < values.length; at += 1) {
    if (values[at]! >= -least || free[at] === 0) continue;
    values[at] = 0;
    free[at] = 0;
    held += 1;
  }
  return held;
}

function releasePulled(pull: Float64Array, free: Uint8Array): number {
  const largest = pull.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  let released = 0;
  for (let at = 0; at < pull.length; at += 1) {
    if (free[at] === 1 || pull[at]! <= slack * largest) continue;
    free[at] = 1;
    released += 1;
  }
  return released;
}
