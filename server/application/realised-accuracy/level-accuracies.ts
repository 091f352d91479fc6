import { poolSums, type RealisedScore, type SummedScores } from '#core/backtest';
import { itemLevel } from '#core/hierarchy';

import type { RealisedCheck } from './realised-check.ts';

/** The scores of a level of an issue; `wape` is that of the median of items, and of the mean of sums. */
export interface LevelAccuracy extends SummedScores {
  readonly level: string;
  /** How many it has. */
  readonly series: number;
  /** Its groups one by one; none of the total and of single items, nor where there are too many. */
  readonly segments: readonly (SummedScores & { readonly segment: string })[];
}

/** What a check says, level by level, single items last. */
export function levelAccuracies({ scores }: RealisedCheck): readonly LevelAccuracy[] {
  return [...Map.groupBy(scores, ({ level }) => level)].map(([level, own]) => ({
    level,
    series: own[0]!.series,
    ...poolSums(own.slice(0, 1)),
    segments: own.flatMap((score) =>
      score.segment === null ? [] : [{ segment: score.segment, ...poolSums([score]) }],
    ),
  }));
}

/** The scores of single items. */
export function itemScore({ scores }: RealisedCheck): RealisedScore {
  return scores.find(({ level }) => level === itemLevel.name)!;
}

/** How many periods of an issue have known demand. */
export function realisedPeriods(check: RealisedCheck): number {
  return itemScore(check).leads.count.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
}

/** Forecasts that another model than the requested one answered, of all; null where there are none. */
export function degradedShare({ degraded, items }: RealisedCheck): number | null {
  return items === 0 ? null : degraded / items;
}
