/** Models of one series at a time: the recursion contract, and its lift to panels with quantiles. */
export { knownValues } from './known-values.ts';
export { localForecaster, type LocalForecasterOptions } from './local-forecaster.ts';
export { type RecursiveMethod, tuned } from './recursive-method.ts';
export { smoothingMemory } from './smoothing-memory.ts';
