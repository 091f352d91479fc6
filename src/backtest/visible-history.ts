import {
  applyMissingValuePolicy,
  listingWindow,
  type MissingValuePolicy,
  type Series,
  sliceSeries,
} from '../series/index.ts';

/**
 * What a model may see of a series at a cutoff: its values from the listing (as known at the cutoff) to the cutoff, of
 * them the last `inputSize` periods where that is not null. `demand` comes from `demandUnderPolicy` and reaches the
 * cutoff. Shares memory with it, except under `drop`.
 */
export function visibleHistory(
  demand: Series,
  policy: MissingValuePolicy,
  cutoff: number,
  inputSize: number | null,
): Series {
  const past = sliceSeries(demand, demand.start, cutoff);
  const listing = listingWindow(past, null);
  const seen =
    policy === 'drop'
      ? applyMissingValuePolicy(past, policy, listing, cutoff)
      : sliceSeries(past, listing.from ?? cutoff + 1, cutoff);
  return inputSize === null ? seen : sliceSeries(seen, cutoff - inputSize + 1, cutoff);
}
