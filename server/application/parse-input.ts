import { ForecastError } from '#core/errors';
import type { z } from 'zod';

/**
 * Parses untrusted input at the boundary of a use case; behind it values are trusted.
 * @throws ForecastError INVALID_INPUT naming every violated rule at once.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  const list = issues
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ');
  throw new ForecastError(
    'INVALID_INPUT',
    `The input is not valid: ${list}. Correct it and try again.`,
    {
      issues,
    },
  );
}
