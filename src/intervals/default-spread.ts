import { normalQuantile } from '../math/index.ts';

/** Standard deviation of the level as a share of it, where nothing is known about the errors. */
const levelUncertainty = 0.5;

/**
 * Distance of a quantile from the point forecast where no error was ever seen: normal, with the variance of Poisson
 * demand plus a level that is uncertain by half. Wide on purpose; 0 for a point of 0.
 */
export function defaultSpread(point: number, level: number): number {
  // sqrt(point + (levelUncertainty * point) ** 2), without squares that overflow.
  const deviation = Math.sqrt(point) * Math.sqrt(1 + levelUncertainty ** 2 * point);
  return normalQuantile(level) * deviation;
}
