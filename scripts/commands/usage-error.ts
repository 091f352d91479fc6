import { ForecastError } from '#core/errors';

/** The error for arguments that parse one by one but make no sense together. */
export function usageError(message: string): ForecastError<'INVALID_INPUT'> {
  return new ForecastError('INVALID_INPUT', message, { issues: [] });
}
