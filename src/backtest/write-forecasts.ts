import { invariant } from '../errors/index.ts';
import type { SeriesForecast } from '../models/index.ts';

/** Forecasts of many rows: `values[row * horizon + lead]`, of the quantiles one array per level. */
export interface RowForecasts {
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly quantiles: readonly Float64Array[];
}

/** Writes what a model answered `into` the rows from `first` on; `keys` are those of the answers, for messages. */
export function writeForecasts(
  model: string,
  keys: readonly { readonly key: string }[],
  forecasts: readonly SeriesForecast[],
  horizon: number,
  { into, first }: { readonly into: RowForecasts; readonly first: number },
): void {
  invariant(forecasts.length === keys.length, `${model} answers every series`);
  const broken = forecasts.findIndex((forecast) => !isSound(forecast));
  invariant(
    broken === -1,
    `${model} answered ${JSON.stringify(keys[broken]?.key)} with values that are not finite and non-negative`,
  );
  forecasts.forEach((forecast, place) => {
    const to = (first + place) * horizon;
    into.mean.set(forecast.mean, to);
    into.median.set(forecast.median, to);
    into.quantiles.forEach((values, level) => {
      values.set(forecast.quantiles.subarray(level * horizon, (level + 1) * horizon), to);
    });
  });
}

function isSound({ mean, median, quantiles }: SeriesForecast): boolean {
  return areSound(mean) && areSound(median) && areSound(quantiles);
}

/** A loop, since this looks at every value that is forecast. */
function areSound(values: Float64Array): boolean {
  let at = 0;
  while (at < values.length && values[at]! >= 0 && values[at]! < Infinity) at += 1;
  return at === values.length;
}
