/** Numerical kernels on typed arrays and the seeded random numbers of the core. */
export { factorCholesky, solveCholesky } from './cholesky.ts';
export { normalQuantile } from './normal-quantile.ts';
export { createRandom, type Random } from './random.ts';
export { valueAtRank } from './value-at-rank.ts';
