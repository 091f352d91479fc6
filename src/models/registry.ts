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
import type { AnyForecaster, Forecaster, HierarchyForecaster } from './forecaster.ts';
import { esx, regression, topDown } from './hierarchical/index.ts';
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

/** Every forecaster of single series that needs no artifact, simplest first. */
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

/** Every forecaster of whole panels that needs no artifact, simplest first. */
export const hierarchyForecasters: readonly HierarchyForecaster[] = [regression, esx, topDown];

const byName: ReadonlyMap<string, AnyForecaster> = new Map(
  [...forecasters, ...hierarchyForecasters].map((forecaster) => [forecaster.name, forecaster]),
);

/** The forecaster of that name, of either kind, or null where there is none. */
export function modelNamed(name: string): AnyForecaster | null {
  return byName.get(name) ?? null;
}

/** The forecaster of single series of that name, or null where there is none. */
export function forecasterNamed(name: string): Forecaster | null {
  const model = modelNamed(name);
  return model?.scope === 'series' ? model : null;
}
