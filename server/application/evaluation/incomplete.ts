import { type ErrorDetails, ForecastError } from '#core/errors';

const shown = 20;
const named = 5;

/** The error for files that do not fit together: what is missing in which of them, and what to do. */
export function incomplete(
  input: ErrorDetails['SCORES_INCOMPLETE']['input'],
  missing: readonly string[],
  found: string,
  remedy: string,
): ForecastError<'SCORES_INCOMPLETE'> {
  const names = missing.slice(0, named).join(', ');
  const more = missing.length > named ? ` and ${missing.length - named} more` : '';
  return new ForecastError('SCORES_INCOMPLETE', `${found} ${names}${more}. ${remedy}`, {
    input,
    missing: missing.slice(0, shown),
    count: missing.length,
  });
}
