export { lruValues } from './lru-values.ts';
