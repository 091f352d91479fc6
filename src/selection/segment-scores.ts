import type { ItemDemand, ItemSums } from '../backtest/index.ts';
import type { HierarchyLevel } from '../hierarchy/index.ts';
import { ratio } from '../metrics/index.ts';

/** What the items of one segment scored together. */
export interface SegmentScore {
  /** Of the median; null where nothing was sold but something forecast, or nothing is known. */
  readonly wape: number | null;
  /** Of the mean. */
  readonly wapeMean: number | null;
  /** Of the mean. */
  readonly bias: number | null;
}

/** One window: what was sold, and how wrong a model was, per item. */
export interface ItemWindow {
  readonly demand: ItemDemand;
  readonly sums: ItemSums;
}

/** Scores of single items pooled over the items of each group of a level and over windows, in the order of the groups. */
export function segmentScores(
  { count, groupOf }: Pick<HierarchyLevel, 'count' | 'groupOf'>,
  windows: readonly ItemWindow[],
): readonly SegmentScore[] {
  const pooled = (values: (window: ItemWindow) => Float64Array) => {
    const sums = new Float64Array(count);
    for (const window of windows) {
      const own = values(window);
      for (let item = 0; item < own.length; item += 1) sums[groupOf[item]!]! += own[item]!;
    }
    return sums;
  };
  const known = pooled(({ demand }) => demand.count);
  const actual = pooled(({ demand }) => demand.actual);
  const absoluteActual = pooled(({ demand }) => demand.absoluteActual);
  const error = pooled(({ sums }) => sums.error);
  const absoluteError = pooled(({ sums }) => sums.absoluteError);
  const medianError = pooled(({ sums }) => sums.medianAbsoluteError);
  return Array.from(known, (values, group) => {
    const score = (errors: Float64Array, scale: Float64Array) =>
      values === 0 ? null : ratio(errors[group]!, scale[group]!);
    return {
      wape: score(medianError, absoluteActual),
      wapeMean: score(absoluteError, absoluteActual),
      bias: score(error, actual),
    };
  });
}
