/** Methods for demand that is mostly zero: Croston's family and temporal aggregation. */
export { adida } from './adida.ts';
export { croston, crostonSba } from './croston.ts';
export { crostonOptimised } from './croston-optimised.ts';
export { imapa } from './imapa.ts';
export { tsb } from './tsb.ts';
