/** Seasons of demand: whether there is one, its indices, and methods without a season made fit for it. */
export { seasonalIndices } from './seasonal-indices.ts';
export { seasonalOffsets } from './seasonal-offsets.ts';
export {
  type AdjustedParameters,
  type AdjustedState,
  seasonallyAdjusted,
} from './seasonally-adjusted.ts';
export { isSeasonal } from './seasonality-test.ts';
