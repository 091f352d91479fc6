/** Combinations of other methods. */
export { comb } from './comb.ts';
export { combine } from './combine.ts';
export { medianEnsemble } from './median-ensemble.ts';
