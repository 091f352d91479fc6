/**
 * Loss of forecasting the quantile of `level` by `quantile`: level * (y - q) above it, (1 - level) * (q - y) below. At 0.5
 * it is half the absolute error. Source: R. Koenker and G. Bassett, "Regression quantiles", Econometrica 46 (1978).
 */
export function pinballLoss(level: number, actual: number, quantile: number): number {
  const error = actual - quantile;
  return error >= 0 ? level * error : (level - 1) * error;
}
