import { ForecastError } from '#core/errors';

/** Page size when none is asked for. */
const defaultPageSize = 20;

/**
 * The number of entries of a page: `first`, or a default.
 * @throws ForecastError INVALID_INPUT below 1, LIMIT_EXCEEDED above `maxPageSize`.
 */
export function pageSize(first: number | null, maxPageSize: number): number {
  if (first === null) return Math.min(defaultPageSize, maxPageSize);
  if (first < 1) {
    throw new ForecastError(
      'INVALID_INPUT',
      `first is ${first}, but a page has at least 1 entry. Ask for 1 to ${maxPageSize}.`,
      { issues: [{ path: 'first', message: `must be 1 to ${maxPageSize}` }] },
    );
  }
  if (first > maxPageSize) {
    throw new ForecastError(
      'LIMIT_EXCEEDED',
      `first is ${first}, but a page has at most ${maxPageSize} entries. Ask for fewer and continue with "after".`,
      { limit: 'first', found: first, maximum: maxPageSize },
    );
  }
  return first;
}
