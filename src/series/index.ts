/** Dense demand over time: series and panels, slices, listings and missing values. */
export { countsWholeUnits } from './counts-whole-units.ts';
export { createPanel, createSeries } from './create-series.ts';
export { type ListingWindow, listingWindow } from './listing-window.ts';
export {
  applyMissingValuePolicy,
  missingValuePolicies,
  type MissingValuePolicy,
} from './missing-values.ts';
export {
  fitsSinglePrecision,
  type PackedSeries,
  seriesOfPacked,
  unpackSeries,
} from './packed-series.ts';
export { periodRows } from './period-rows.ts';
export type { Panel, Series } from './series.ts';
export { sliceSeries } from './slice-series.ts';
export { seriesOfSteps, type StepSeries, stepsOf } from './step-series.ts';
