import { itemLevel } from '../hierarchy/index.ts';
import { meanOf, poolLevel, type PooledScores } from './pooled-scores.ts';
import type { LevelResult } from './window-scorer.ts';

/** The results of one model in one window, as stored. */
export interface ModelWindow {
  readonly model: string;
  /** Number of the window, 0 = the oldest. */
  readonly window: number;
  /** Thread seconds of fitting and forecasting. */
  readonly seconds: number;
  readonly levels: readonly LevelResult[];
}

/** The scores of one window, to see how much they vary. */
export interface WindowScores {
  readonly window: number;
  readonly wape: number | null;
  readonly wrmsse: number | null;
}

/**
 * One model over all windows. WAPE, bias, RMSSE, coverage and value added are those of single items; WRMSSE and WSPL are
 * means over the levels of the hierarchy, all levels counting alike.
 */
export interface LeaderboardEntry extends Omit<PooledScores, 'level' | 'series' | 'scored'> {
  readonly model: string;
  readonly seconds: number;
  readonly windows: readonly WindowScores[];
  readonly levels: readonly PooledScores[];
}

/**
 * The models by WAPE of their medians, best first; those of the same WAPE by name. Every model comes with the same windows
 * and levels, among them that of single items.
 */
export function leaderboard(results: readonly ModelWindow[]): readonly LeaderboardEntry[] {
  const entries = [...Map.groupBy(results, ({ model }) => model)].map(([model, windows]) =>
    entryOf(
      model,
      windows.toSorted((one, other) => one.window - other.window),
    ),
  );
  return entries.sort(
    (one, other) =>
      (one.wape ?? Infinity) - (other.wape ?? Infinity) || (one.model < other.model ? -1 : 1),
  );
}

function entryOf(model: string, windows: readonly ModelWindow[]): LeaderboardEntry {
  const names = windows[0]!.levels.map(({ level }) => level);
  const levels = names.map((_, place) => poolLevel(windows.map((one) => one.levels[place]!)));
  const { wape, wapeMean, bias, rmsse, fva, coverage, leadTimes } = levels.find(isItemLevel)!;
  return {
    model,
    wape,
    wapeMean,
    bias,
    rmsse,
    wrmsse: meanOf(levels.map((level) => level.wrmsse)),
    wspl: meanOf(levels.map((level) => level.wspl)),
    fva,
    coverage,
    leadTimes,
    seconds: windows.reduce((sum, { seconds }) => sum + seconds, 0),
    windows: windows.map(({ window, levels: own }) => ({
      window,
      wape: poolLevel([own.find(isItemLevel)!]).wape,
      wrmsse: meanOf(own.map((level) => level.wrmsse)),
    })),
    levels,
  };
}

function isItemLevel({ level }: { readonly level: string }): boolean {
  return level === itemLevel.name;
}
