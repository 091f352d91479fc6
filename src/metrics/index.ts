/**
 * Scores of forecasts. Pairs of actual and forecast are added to sums, sums of parts merge, and each score is a function of
 * sums: a number, or null where it is undefined. Scores are fractions, except forecastAccuracy in percent.
 */
export { bias } from './bias.ts';
export {
  addInterval,
  intervalCoverage,
  type IntervalSums,
  noIntervals,
  quantileCoverage,
} from './coverage.ts';
export { addError, type ErrorSums, mergeErrors, noErrors } from './error-sums.ts';
export { forecastValueAdded } from './forecast-value-added.ts';
export { addWidth, intervalWidth, noWidths, type WidthSums } from './interval-width.ts';
export { mae } from './mae.ts';
export { mase } from './mase.ts';
export { meanPinballLoss } from './mean-pinball-loss.ts';
export { pinballLoss } from './pinball-loss.ts';
export { addQuantileError, noQuantileErrors, type QuantileSums } from './quantile-sums.ts';
export { ratio } from './ratio.ts';
export { rmse } from './rmse.ts';
export { rmsse } from './rmsse.ts';
export { smape } from './smape.ts';
export {
  bracketOf,
  findBracket,
  type MassBracket,
  type QuantileTable,
  sharedInside,
} from './tie-shared.ts';
export { trackingSignal } from './tracking-signal.ts';
export { forecastAccuracy, wape } from './wape.ts';
export { wql } from './wql.ts';
