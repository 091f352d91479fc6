import type { SeriesForecast } from './forecaster.ts';

/** Whether all values of a forecast are finite and not negative. */
export function isSound({ mean, median, quantiles }: SeriesForecast): boolean {
  return areSound(mean) && areSound(median) && areSound(quantiles);
}

/** A loop, since this looks at every value that is forecast. */
function areSound(values: Float64Array): boolean {
  let at = 0;
  while (at < values.length && values[at]! >= 0 && values[at]! < Infinity) at += 1;
  return at === values.length;
}
