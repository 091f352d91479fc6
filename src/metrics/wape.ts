import type { ErrorSums } from './error-sums.ts';
import { ratio } from './ratio.ts';

/**
 * Weighted absolute percentage error as a fraction: sum |y - f| / sum |y|, over everything that is scored together.
 * Source: S. Kolassa and W. Schutz, "Advantages of the MAD/MEAN ratio over the MAPE", Foresight 6 (2007); also called
 * wMAPE or ND. 0 / 0 is 0; null where nothing was scored, or demand was zero and the forecast was not.
 */
export function wape(sums: ErrorSums): number | null {
  return sums.count === 0 ? null : ratio(sums.absoluteError, sums.absoluteActual);
}

/**
 * Forecast accuracy in percent: 100 - WAPE in percent. 100 is perfect, 0 is what a forecast of zero reaches, and worse
 * ones are negative. null where the WAPE is.
 */
export function forecastAccuracy(sums: ErrorSums): number | null {
  const share = wape(sums);
  return share === null ? null : 100 - 100 * share;
}
