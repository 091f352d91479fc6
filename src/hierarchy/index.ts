/**
 * Grouped levels over items (state, store, department, their crosses, the total), sums of panels and forecasts over
 * them, and reconciliation: making forecasts of all levels add up.
 *
 * `buildHierarchy(items, m5Levels)` lays levels over items; `aggregate` sums values over all their groups; `bottomUp`,
 * `topDown`, `forecastProportions` and `minTrace` turn forecasts of all rows into ones that add up.
 */
export { aggregatePanel } from './aggregate-panel.ts';
export { aggregate } from './aggregate.ts';
export { buildHierarchy } from './build-hierarchy.ts';
export { groupsAbove } from './groups-above.ts';
export type { Hierarchy, HierarchyItem, HierarchyLevel } from './hierarchy.ts';
export { hierarchyOfSome } from './hierarchy-of-some.ts';
export { bottomLevel, levelNamed } from './level-named.ts';
export {
  itemLevel,
  type LevelDefinition,
  type LevelGrouping,
  parseLevel,
  totalLevel,
} from './level.ts';
export { m5Levels } from './m5-levels.ts';
export type { BaseForecasts } from './reconciliation/base-forecasts.ts';
export { bottomUp } from './reconciliation/bottom-up.ts';
export type { ErrorVariance, Residuals } from './reconciliation/error-variance.ts';
export { forecastProportions } from './reconciliation/forecast-proportions.ts';
export { historicalShares, type ShareMethod } from './reconciliation/historical-shares.ts';
export { minTrace, type Sign } from './reconciliation/min-trace.ts';
export { topDown } from './reconciliation/top-down.ts';
export { type Span, visitAggregates } from './visit-aggregates.ts';
