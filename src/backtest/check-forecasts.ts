import { invariant } from '../errors/index.ts';
import { isSound, type SeriesForecast } from '../models/index.ts';

/** Refuses answers of a model that no score can be made of; `keys` are those of the rows that were asked for. */
export function checkForecasts(
  model: string,
  keys: readonly { readonly key: string }[],
  forecasts: readonly SeriesForecast[],
): void {
  invariant(forecasts.length === keys.length, `${model} answers every series`);
  const broken = forecasts.findIndex((forecast) => !isSound(forecast));
  invariant(
    broken === -1,
    `${model} answered ${JSON.stringify(keys[broken]?.key)} with values that are not finite and non-negative`,
  );
}
