/** Typed errors of the domain: one class, one code table, and `invariant` for our own mistakes. */
export type { BadRow, ErrorCode, ErrorDetails, InputIssue } from './error-details.ts';
export { ForecastError, isForecastError } from './forecast-error.ts';
export { invariant, InvariantError } from './invariant.ts';
