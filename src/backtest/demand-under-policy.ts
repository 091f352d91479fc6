import { applyMissingValuePolicy, type MissingValuePolicy, type Series } from '../series/index.ts';

/**
 * Demand as the dataset defines it, from the first known value to `last`: what models are shown and what they are scored
 * on. Only values up to a period decide what it holds, so that a prefix is what was known then. With `drop` the unknown
 * periods stay here, because they are not scored; `visibleHistory` leaves them out.
 */
export function demandUnderPolicy(
  stored: Series,
  policy: MissingValuePolicy,
  last: number,
): Series {
  const first = stored.values.findIndex((value) => !Number.isNaN(value));
  const from = first === -1 ? null : stored.start + first;
  const kept = policy === 'drop' ? 'keep-unknown' : policy;
  return applyMissingValuePolicy(stored, kept, { from, lastPriced: null }, last);
}
