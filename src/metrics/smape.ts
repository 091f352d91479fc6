import type { ErrorSums } from './error-sums.ts';

/**
 * Symmetric mean absolute percentage error as a fraction 0 .. 2: mean 2 |y - f| / (|y| + |f|). Source: S. Makridakis,
 * E. Spiliotis and V. Assimakopoulos, "The M4 Competition", International Journal of Forecasting 36 (2020), there in
 * percent. 0 / 0 is 0: zero forecast for zero demand is perfect. null where nothing was scored. Not for slow items: any
 * non-zero forecast of a zero counts 2.
 */
export function smape(sums: ErrorSums): number | null {
  return sums.count === 0 ? null : sums.symmetricError / sums.count;
}
