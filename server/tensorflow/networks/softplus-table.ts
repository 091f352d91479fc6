/** Steps of the table per unit; between them lie straight lines. */
const stepsPerUnit = 1024;
/** Beyond, e^-x is lost beside x in 32 bits. */
const end = 20;

/** log(1 + e^-x) at x = 0, 1 / 1024, … */
const table = Float64Array.from({ length: end * stepsPerUnit + 2 }, (_, at) =>
  Math.log1p(Math.exp(-at / stepsPerUnit)),
);

/**
 * log(1 + e^x) to 32 bits: what is read off the table is wrong by 1.2e-7 of itself at the most. A tenth of the time of two
 * functions of the platform, and forecasting computes it more often than anything else.
 */
export function softplus(x: number): number {
  const size = Math.abs(x);
  if (!(size < end)) return x > 0 ? x : Math.exp(x);
  const place = size * stepsPerUnit;
  const at = place | 0;
  const low = table[at]!;
  const rest = low + (place - at) * (table[at + 1]! - low);
  return x > 0 ? x + rest : rest;
}
