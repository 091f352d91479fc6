import { lexicographicSortSchema, printSchema } from 'graphql';

import { buildApiSchema } from './schema.ts';

/** The schema definition as it is committed in `schema.graphql`. */
export function printApiSchema(): string {
  return `${printSchema(lexicographicSortSchema(buildApiSchema()))}\n`;
}
