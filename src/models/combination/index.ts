/** Combinations of other methods, and choices between them. */
export { comb } from './comb.ts';
export { combine } from './combine.ts';
export { etsAuto } from './ets-auto.ts';
export { medianEnsemble } from './median-ensemble.ts';
