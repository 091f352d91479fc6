/** Combinations of other methods. */
export { comb } from './comb.ts';
export { medianEnsemble } from './median-ensemble.ts';
