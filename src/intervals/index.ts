/** Quantiles around point forecasts, from the errors that a method made in the past. */
export { forecastQuantiles, type PointForecast } from './forecast-quantiles.ts';
export { type IntervalKind, intervalKinds, type IntervalMethod } from './interval-kinds.ts';
export { cutoffStride, errorsPerLead, targetPeriods } from './past-cutoffs.ts';
export { PastErrors } from './past-errors.ts';
