/** Quantiles around point forecasts, from the errors that a method made in the past. */
export { conformalQuantiles } from './conformal-quantiles.ts';
export { errorWindow, RollingErrors } from './rolling-errors.ts';
