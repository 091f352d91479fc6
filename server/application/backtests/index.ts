export {
  BacktestCatalog,
  type BacktestFilter,
  type BacktestPages,
  type NamedScore,
  type RunScores,
  type SummaryQuery,
} from './backtest-catalog.ts';
export type { BacktestConfig, BacktestReport, BacktestRun, WindowDates } from './backtest.ts';
export { type BacktestInquiry, parseBacktestCommand } from './backtest-command.ts';
export { type BacktestComparison, CompareBacktests } from './compare-backtests.ts';
export { type ComparedLine, type ComparedMetric, comparedMetrics } from './compared-lines.ts';
export { itemHierarchy } from './item-hierarchy.ts';
export { runModels } from './learned-units.ts';
export { leasedUnits } from './leased-units.ts';
export { type BacktestList, type BacktestSummary, ListBacktests } from './list-backtests.ts';
export type {
  BacktestCompute,
  BacktestInput,
  BacktestSession,
  BacktestStore,
  BacktestUnit,
  FinishedUnit,
  ForecastRows,
  ItemResult,
  LearnedModel,
  LearnedModelFinder,
  LearnedRun,
  NewBacktestRun,
  RunTally,
  StoredWindow,
  UnitBatch,
  UnitControl,
  UnitHold,
  UnitLeases,
  UnitQueue,
  UnitResult,
} from './ports.ts';
export { prepareInput } from './prepare-input.ts';
export { readPanel } from './read-panel.ts';
export { type DatasetState, resolveDataset } from './resolve-dataset.ts';
export { rowCovariates } from './row-covariates.ts';
export { RunBacktest } from './run-backtest.ts';
export {
  type SelectedModel,
  type Selection,
  selectionMetrics,
  type SelectionMetric,
  SelectModels,
} from './select-models.ts';
export { steppedCovariates } from './stepped-covariates.ts';
export { weightSource } from './weight-source.ts';
