/** Numerical kernels on typed arrays and the seeded random numbers of the core. */
export { createRandom, type Random } from './random.ts';
