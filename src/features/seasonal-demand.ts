import type { SeasonMean } from './feature-spec.ts';

/**
 * Demand at the same place of earlier seasons: the mean of the `count` last values that lie whole seasons before the
 * period `ahead` of the cutoff. A lag is a season mean of one value.
 */
export interface Seasonal {
  /** 0 where none of the values is known. */
  mean: number;
  /** Share of the values that are known. */
  knownShare: number;
}

/** Writes what `values` (newest first, place 0 = the cutoff) say into `result`, which is reused. */
export function readSeasonal(
  values: Float64Array,
  { season, count }: SeasonMean,
  ahead: number,
  result: Seasonal,
): void {
  // The newest season whose same place is not after the cutoff.
  let back = season * Math.ceil(ahead / season) - ahead;
  let sum = 0;
  let known = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const value = values[back]!;
    back += season;
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  result.mean = known === 0 ? 0 : sum / known;
  result.knownShare = known / count;
}
