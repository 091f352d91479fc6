export { BacktestThreadPool } from './backtest-thread-pool.ts';
export { ModelThreadPool } from './model-thread-pool.ts';
