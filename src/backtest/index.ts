/**
 * Rolling-origin backtests: `rollingWindows` lays cutoffs into a history, `forecastRows` (and `forecastHierarchy`, for models of
 * a whole panel) lets models see what was known at one of them and nothing else, `WindowScorer` scores their forecasts at every
 * level of a hierarchy, per item and per lead time, and `leaderboard` adds windows up. `RealisedScorer` scores forecasts that were
 * issued, once demand has arrived, by the same sums.
 */
export type { IntervalTally } from './central-intervals.ts';
export { comparedWape } from './compared-wape.ts';
export { checkForecasts } from './check-forecasts.ts';
export { demandUnderPolicy } from './demand-under-policy.ts';
export { type BacktestPanel, forecastHierarchy } from './forecast-hierarchy.ts';
export {
  type ForecastPlan,
  forecastRows,
  type RowForecaster,
  visiblePanel,
} from './forecast-rows.ts';
export { type ItemDemand, itemDemand, type ItemSums } from './item-sums.ts';
export { leaderboard, type LeaderboardEntry, type ModelWindow } from './leaderboard.ts';
export { type LeadSums, mergeLeadSums, noLeadSums } from './lead-sums.ts';
export {
  type CoverageScore,
  type LeadScore,
  type PooledScores,
  poolSums,
  type SummedScores,
} from './pooled-scores.ts';
export { type IssueShape, type RealisedScore, RealisedScorer } from './realised-scorer.ts';
export { type RowChunk, rowChunks } from './row-chunks.ts';
export { roomForScores, type RowScores } from './row-scores.ts';
export {
  type LevelResult,
  type ScoringBasis,
  type WindowResult,
  WindowScorer,
} from './window-scorer.ts';
export { visibleHistory } from './visible-history.ts';
export { windowActuals } from './window-actuals.ts';
export { type BacktestWindow, rollingWindows, type WindowPlan } from './windows.ts';
