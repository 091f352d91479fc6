/** Per-request loaders: many look-ups of one kind in one statement. */
export { createLoaders, type Loaders } from './loaders.ts';
