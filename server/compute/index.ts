export { BacktestThreadPool } from './backtest-thread-pool.ts';
export { InferenceThreadPool } from './inference-thread-pool.ts';
export { ModelThreadPool } from './model-thread-pool.ts';
export { observeCompute } from './observe-compute.ts';
export { PanelThread } from './panel-thread.ts';
