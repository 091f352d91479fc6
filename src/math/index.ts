/** Numerical kernels on typed arrays and the seeded random numbers of the core. */
export { factorCholesky, solveCholesky } from './cholesky.ts';
export { descendGrid } from './descend-grid.ts';
export { goldenSection } from './golden-section.ts';
export { nelderMead } from './nelder-mead.ts';
export { normalQuantile } from './normal-quantile.ts';
export { radixSort } from './radix-sort.ts';
export { createRandom, type Random } from './random.ts';
export { ScratchArray } from './scratch-array.ts';
export { valleySearch } from './valley-search.ts';
export { unboxed } from './unboxed.ts';
export { valueAtRank } from './value-at-rank.ts';
