/** Scalars of the schema that GraphQL itself does not have. */
export { PeriodDate } from './period-date.scalar.ts';
export { Sha256 } from './sha256.scalar.ts';
