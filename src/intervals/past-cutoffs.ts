/** Errors kept at each lead time. */
export const errorsPerLead = 21;

/**
 * Lead times whose errors are told apart from those of later ones only together: a week of days. Seven errors of each of a
 * few forecasts tell as much as one of each of many, at a fraction of the work.
 */
export const leadsPerGroup = 7;

/**
 * Distance between the past cutoffs whose errors are kept, where the history is long enough. With `errorsPerLead` of them
 * they cover 357 periods, a year of days in which no season counts twice. 17 has no divisor in common with any season (7,
 * 12, 24, 52), so that every position of it is met.
 */
const widestStride = 17;

/** Periods before the cutoff whose demand is the target of a past forecast, where the history is long enough. */
export const targetPeriods = errorsPerLead * widestStride;

/** The distance between past cutoffs for a history of `length` periods and forecasts up to `horizon`. */
export function cutoffStride(length: number, horizon: number): number {
  const fitting = Math.floor((length - horizon) / errorsPerLead);
  return Math.min(widestStride, Math.max(1, fitting));
}
