import {
  movingAverage,
  naive,
  seasonalNaive,
  simpleExponentialSmoothing,
  weekdayAverage,
} from './baseline/index.ts';
import type { Forecaster } from './forecaster.ts';
import { localForecaster } from './local/index.ts';

/** Every forecaster that needs no artifact, simplest first. */
export const forecasters: readonly Forecaster[] = [
  localForecaster(naive),
  localForecaster(seasonalNaive),
  localForecaster(movingAverage),
  localForecaster(weekdayAverage),
  localForecaster(simpleExponentialSmoothing),
];

const byName: ReadonlyMap<string, Forecaster> = new Map(
  forecasters.map((forecaster) => [forecaster.name, forecaster]),
);

/** The forecaster of that name, or null where there is none. */
export function forecasterNamed(name: string): Forecaster | null {
  return byName.get(name) ?? null;
}
