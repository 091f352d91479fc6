export { nothing } from './nothing.ts';
export type { ThreadLoad } from './thread-load.ts';
export { ThreadPool } from './thread-pool.ts';
export { untilLoaded } from './until-loaded.ts';
