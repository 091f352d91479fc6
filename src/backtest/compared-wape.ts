import type { LeadSums } from './lead-sums.ts';

/**
 * The WAPE of medians beside the one that was to be expected: at each lead time the WAPE of `past`, weighed by the demand that
 * was `realised` there, so that forecasts of which the near future alone is known are not held against errors far ahead. Lead times
 * for which either side has no demand count for neither; null where no other is left.
 */
export function comparedWape(
  realised: LeadSums,
  past: LeadSums,
): { readonly wape: number; readonly expected: number } | null {
  let [errors, demand, expected] = [0, 0, 0];
  const leads = Math.min(realised.count.length, past.count.length);
  for (let lead = 0; lead < leads; lead += 1) {
    const own = realised.absoluteActual[lead]!;
    const other = past.absoluteActual[lead]!;
    if (own === 0 || other === 0) continue;
    errors += realised.medianAbsoluteError[lead]!;
    demand += own;
    expected += own * (past.medianAbsoluteError[lead]! / other);
  }
  return demand === 0 ? null : { wape: errors / demand, expected: expected / demand };
}
