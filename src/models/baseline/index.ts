/** The baselines that every better model is measured against and falls back to. */
export { drift } from './drift.ts';
export { movingAverage } from './moving-average.ts';
export { naive } from './naive.ts';
export { naiveTwo } from './naive-two.ts';
export { seasonalNaive } from './seasonal-naive.ts';
export { simpleExponentialSmoothing } from './simple-exponential-smoothing.ts';
export { weekdayAverage } from './weekday-average.ts';
