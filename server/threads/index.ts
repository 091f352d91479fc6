export { nothing } from './nothing.ts';
export type { ThreadLoad } from './thread-load.ts';
export { execArgvOf, threadModule } from './thread-module.ts';
export { ThreadPool } from './thread-pool.ts';
export { untilLoaded } from './until-loaded.ts';
