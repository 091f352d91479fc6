import type { PastErrors } from '../past-errors.ts';

/** Adds the error of one forecast, `lead` periods (counted from 0) ahead. */
export function recordError(
  errors: PastErrors,
  lead: number,
  actual: number,
  forecast: number,
): void {
  const forecasts = new Float64Array(lead + 1).fill(forecast);
  const leads = { fromLead: lead, toLead: lead + 1 };
  errors.record(forecasts, leads, new Float64Array(lead + 1).fill(actual), 0);
}
