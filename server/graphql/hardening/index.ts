/** Bounds on what one GraphQL request may cost, checked before anything is run. */
export { aliasLimit } from './alias-limit.ts';
export { depthLimit } from './depth-limit.ts';
export { limitError } from './limit-error.ts';
export { type Operation, operationCost } from './operation-cost.ts';
export { queryLimits } from './query-limits.ts';
