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
  forecasts.forEach((forecast, place) => {
    invariant(
      isSound(forecast),
      `${model} answered ${JSON.stringify(keys[place]!.key)} with values that are not finite and non-negative`,
    );
    const to = (first + place) * horizon;
    into.mean.set(forecast.mean, to);
    into.median.set(forecast.median, to);
    into.quantiles.forEach((values, level) => {
      values.set(forecast.quantiles.subarray(level * horizon, (level + 1) * horizon), to);
    });
  });
}

function isSound({ mean, median, quantiles }: SeriesForecast): boolean {
  return [mean, median, quantiles].every((values) =>
    values.every((value) => Number.isFinite(value) && value >= 0),
  );
}
