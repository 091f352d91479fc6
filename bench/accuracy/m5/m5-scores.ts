import { leaderboard, type LeaderboardEntry, type ModelWindow } from '#core/backtest';

/** The model that the others are measured against. */
const baseline = 'seasonal-naive';

/** Levels of the hierarchy that sum over several products: L1 to L9 of M5. */
const sumLevels = 9;

/** A model's scores over some windows, with what M5 reads off its levels. */
export interface M5Scores extends LeaderboardEntry {
  /** Mean WRMSSE of L1 to L9. */
  readonly sums: number | null;
  /** WRMSSE of L12, single items. */
  readonly items: number | null;
  /** Both as shares of the baseline's. */
  readonly relative: { readonly wrmsse: number | null; readonly items: number | null };
}

/** The models by WRMSSE, best first. Every model comes with the twelve levels of M5 in every window. */
export function m5Scores(results: readonly ModelWindow[]): readonly M5Scores[] {
  const entries = leaderboard(results).map((entry) => ({
    ...entry,
    sums: mean(entry.levels.slice(0, sumLevels).map(({ wrmsse }) => wrmsse)),
    items: entry.levels.at(-1)!.wrmsse,
  }));
  const reference = entries.find(({ model }) => model === baseline);
  return entries
    .map((entry) => ({
      ...entry,
      relative: {
        wrmsse: share(entry.wrmsse, reference?.wrmsse),
        items: share(entry.items, reference?.items),
      },
    }))
    .sort((one, other) => (one.wrmsse ?? Infinity) - (other.wrmsse ?? Infinity));
}

function mean(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value / values.length),
    0,
  );
}

function share(value: number | null, of: number | null | undefined): number | null {
  return value === null || of == null || of === 0 ? null : value / of;
}
