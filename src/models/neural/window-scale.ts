/** The level that a window's demand is divided by. */
export const windowScales = [
  'last',
  'mean',
  /** 1 + mean: rare sales of few pieces stay small numbers. */
  'one-plus-mean',
  'recent-mean',
  'maximum',
] as const;

export type WindowScale = (typeof windowScales)[number];

/** Levels below are rounding errors, by which nothing is divided. */
const leastLevel = 1e-9;

/** The stretch of a series that a window reads: `from` .. `to` - 1, at least one value. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The level of a stretch, always positive: 1 where it would be zero. Unknown values (NaN) count for nothing.
 * `recent` is the number of last values that `recent-mean` reads.
 */
export function windowLevel(
  scale: WindowScale,
  values: Float64Array,
  { from, to }: Stretch,
  recent: number,
): number {
  const start = scale === 'recent-mean' ? Math.max(from, to - recent) : from;
  let [sum, count, greatest, last] = [0, 0, 0, 0];
  for (let at = start; at < to; at += 1) {
    const value = values[at]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
    greatest = Math.max(greatest, value);
    last = value;
  }
  const level = levelOf(scale, { mean: sum / count, greatest, last });
  return level > leastLevel && Number.isFinite(level) ? level : 1;
}

interface Summary {
  readonly mean: number;
  readonly greatest: number;
  readonly last: number;
}

function levelOf(scale: WindowScale, { mean, greatest, last }: Summary): number {
  switch (scale) {
    case 'last':
      return last;
    case 'mean':
    case 'recent-mean':
      return mean;
    case 'one-plus-mean':
      return 1 + mean;
    case 'maximum':
      return greatest;
  }
}
