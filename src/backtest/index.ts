/**
 * Rolling-origin backtests: `rollingWindows` lays cutoffs into a history, `forecastRows` (and `forecastHierarchy`, for models of
 * a whole panel) lets a model see what was known at one of them and nothing else, `scoreWindow` scores its forecasts at every level of a hierarchy, per item and per lead
 * time, and `leaderboard` adds windows up.
 */
export { demandUnderPolicy } from './demand-under-policy.ts';
export { type BacktestPanel, forecastHierarchy } from './forecast-hierarchy.ts';
export { type ForecastPlan, forecastRows, visiblePanel } from './forecast-rows.ts';
export type { IntervalTally } from './interval-tallies.ts';
export { type ItemDemand, itemDemand, type ItemSums } from './item-sums.ts';
export { leaderboard, type LeaderboardEntry, type ModelWindow } from './leaderboard.ts';
export type { LeadSums } from './lead-sums.ts';
export { type CoverageScore, type LeadScore, type PooledScores } from './pooled-scores.ts';
export {
  type LevelResult,
  type ScoringBasis,
  scoreWindow,
  type WindowResult,
} from './score-window.ts';
export { visibleHistory } from './visible-history.ts';
export { windowActuals } from './window-actuals.ts';
export { type BacktestWindow, rollingWindows, type WindowPlan } from './windows.ts';
export { type RowForecasts, writeForecasts } from './write-forecasts.ts';
