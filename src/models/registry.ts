import {
  drift,
  movingAverage,
  naive,
  naiveTwo,
  seasonalNaive,
  simpleExponentialSmoothing,
  weekdayAverage,
} from './baseline/index.ts';
import { comb, etsAuto, medianEnsemble } from './combination/index.ts';
import type { Forecaster } from './forecaster.ts';
import { adida, croston, crostonOptimised, crostonSba, imapa, tsb } from './intermittent/index.ts';
import { localForecaster } from './local/index.ts';
import {
  dampedTrend,
  dynamicTheta,
  etsAaa,
  etsAada,
  etsAna,
  etsAnm,
  holt,
  optimisedSmoothing,
  optimisedTheta,
  profileSmoothing,
  theta,
} from './smoothing/index.ts';

/** Every forecaster that needs no artifact, simplest first. */
export const forecasters: readonly Forecaster[] = [
  localForecaster(naive),
  localForecaster(seasonalNaive),
  localForecaster(naiveTwo),
  localForecaster(drift),
  localForecaster(movingAverage),
  localForecaster(weekdayAverage),
  localForecaster(simpleExponentialSmoothing),
  localForecaster(optimisedSmoothing),
  localForecaster(profileSmoothing),
  localForecaster(holt),
  localForecaster(dampedTrend),
  localForecaster(etsAna),
  localForecaster(etsAnm),
  localForecaster(etsAaa),
  localForecaster(etsAada),
  localForecaster(etsAuto),
  localForecaster(theta),
  localForecaster(optimisedTheta),
  localForecaster(dynamicTheta),
  localForecaster(croston),
  localForecaster(crostonOptimised),
  localForecaster(crostonSba),
  localForecaster(tsb),
  localForecaster(adida),
  localForecaster(imapa),
  localForecaster(comb),
  localForecaster(medianEnsemble),
];

const byName: ReadonlyMap<string, Forecaster> = new Map(
  forecasters.map((forecaster) => [forecaster.name, forecaster]),
);

/** The forecaster of that name, or null where there is none. */
export function forecasterNamed(name: string): Forecaster | null {
  return byName.get(name) ?? null;
}
