export type { BacktestConfig, BacktestReport, BacktestRun, WindowDates } from './backtest.ts';
export type { BacktestInquiry } from './backtest-command.ts';
export type {
  BacktestCompute,
  BacktestInput,
  BacktestSession,
  BacktestStore,
  BacktestUnit,
  FinishedUnit,
  ItemResult,
  NewBacktestRun,
  StoredWindow,
  UnitResult,
} from './ports.ts';
export { RunBacktest } from './run-backtest.ts';
export {
  type SelectedModel,
  type Selection,
  selectionMetrics,
  type SelectionMetric,
  SelectModels,
} from './select-models.ts';
