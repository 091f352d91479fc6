/** Quantiles around point forecasts, from the errors that a method made in the past. */
export { conformalQuantiles, type PointForecast } from './conformal-quantiles.ts';
export { cutoffStride, errorWindow, RollingErrors, widestStride } from './rolling-errors.ts';
