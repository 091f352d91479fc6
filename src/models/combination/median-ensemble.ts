import { weekdayAverage } from '../baseline/index.ts';
import { dynamicTheta, etsAna, optimisedSmoothing } from '../smoothing/index.ts';
import { combine } from './combine.ts';

/**
 * The median of methods that err in different ways, as the statistical ensembles of the M5 competition take it: one of the
 * level alone, one with a trend, two with a season.
 */
export const medianEnsemble = combine({
  name: 'median-ensemble',
  description:
    'Takes the median of simple smoothing, seasonal smoothing, dynamic theta and the weekday average.',
  members: [optimisedSmoothing, etsAna, dynamicTheta, weekdayAverage],
  centre: median,
});

function median(forecasts: Float64Array): number {
  forecasts.sort();
  const half = forecasts.length >> 1;
  if (forecasts.length % 2 === 1) return forecasts[half]!;
  return (forecasts[half - 1]! + forecasts[half]!) / 2;
}
