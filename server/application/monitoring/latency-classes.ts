/** Classes per power of ten: a class is 26 % wide. */
const perDecade = 10;
/** From below a millisecond to above a hundred seconds. */
export const latencyClasses = 5 * perDecade + 2;

/** The class of a duration; the first holds what is below a millisecond, the last what is above a hundred seconds. */
export function latencyClassOf(milliseconds: number): number {
  const place = Math.floor(Math.log10(Math.max(milliseconds, 0.1)) * perDecade) + 1;
  return Math.min(Math.max(place, 0), latencyClasses - 1);
}

/**
 * Milliseconds that a share of the requests did not exceed: found inside of its class as if durations were spread evenly over
 * the logarithm, so that it is off by less than the width of a class. NaN where there are none.
 */
export function latencyPercentile(counts: readonly number[], share: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let rest = share * all;
  for (const [place, count] of counts.entries()) {
    if (count > 0 && rest <= count) return 10 ** ((place - 1 + rest / count) / perDecade);
    rest -= count;
  }
  return Number.NaN;
}
