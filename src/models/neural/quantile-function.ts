/** A level between two trained ones: `share` of the way from `below` to `above`, places among the trained levels. */
export interface LevelPlace {
  readonly below: number;
  readonly above: number;
  readonly share: number;
}

/** Where a level lies among trained ones, ascending; beyond the outermost it is the outermost. */
export function placeOfLevel(trained: readonly number[], level: number): LevelPlace {
  const above = trained.findIndex((known) => known >= level);
  if (above === 0) return { below: 0, above: 0, share: 0 };
  const last = trained.length - 1;
  if (above < 0) return { below: last, above: last, share: 0 };
  const below = above - 1;
  const share = (level - trained[below]!) / (trained[above]! - trained[below]!);
  return { below, above, share };
}

/**
 * What each trained quantile counts for in the mean: the integral over all levels of the quantile function that is straight
 * between trained levels and flat beyond them. The weights sum to 1.
 */
export function meanWeights(trained: readonly number[]): readonly number[] {
  const last = trained.length - 1;
  return trained.map((level, place) => {
    const from = place === 0 ? 0 : (trained[place - 1]! + level) / 2;
    const to = place === last ? 1 : (level + trained[place + 1]!) / 2;
    return to - from;
  });
}
