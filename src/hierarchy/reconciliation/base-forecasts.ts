import { invariant } from '../../errors/index.ts';
import type { Hierarchy } from '../hierarchy.ts';

/**
 * Forecasts of every row of a hierarchy made independently of each other, so in general not adding up:
 * `values[row * horizon + step]`, finite.
 */
export interface BaseForecasts {
  readonly values: Float64Array;
  readonly horizon: number;
}

/** Throws InvariantError unless there is one row of forecasts for each row of the hierarchy. */
export function checkBase(hierarchy: Hierarchy, { values, horizon }: BaseForecasts): void {
  invariant(values.length === hierarchy.rows * horizon, 'one row of forecasts per row of levels');
}
