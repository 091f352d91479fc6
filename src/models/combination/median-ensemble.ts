import { weekdayAverage } from '../baseline/index.ts';
import { dynamicTheta, etsAna, profileSmoothing } from '../smoothing/index.ts';
import { combine } from './combine.ts';

/**
 * The median of methods that err in different ways, as the statistical ensembles of the M5 competition take it: fixed
 * speeds, fitted ones, one with a trend, and a plain average.
 */
export const medianEnsemble = combine({
  name: 'median-ensemble',
  description:
    'Takes the median of profile smoothing, seasonal smoothing, dynamic theta and the weekday average.',
  members: [profileSmoothing, etsAna, dynamicTheta, weekdayAverage],
  centre: median,
});

function median(forecasts: Float64Array): number {
  // By insertion: a handful of numbers, thousands of times.
  for (let index = 1; index < forecasts.length; index += 1) {
    const value = forecasts[index]!;
    let hole = index;
    for (; hole > 0 && forecasts[hole - 1]! > value; hole -= 1) {
      forecasts[hole] = forecasts[hole - 1]!;
    }
    forecasts[hole] = value;
  }
  const half = forecasts.length >> 1;
  if (forecasts.length % 2 === 1) return forecasts[half]!;
  return (forecasts[half - 1]! + forecasts[half]!) / 2;
}
