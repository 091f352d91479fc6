/** Per-request loaders: many look-ups of one kind in one statement. */
export { createLoaders, type Loaders, type LoaderSources } from './loaders.ts';
