export { ModelThreadPool } from './model-thread-pool.ts';
