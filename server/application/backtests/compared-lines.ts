import {
  leaderboard,
  type LeaderboardEntry,
  type ModelWindow,
  type PooledScores,
} from '#core/backtest';

/** The scores that runs are compared by; null = undefined, or not comparable. */
export type ComparedScores = Pick<
  PooledScores,
  'wape' | 'wapeMean' | 'bias' | 'rmsse' | 'wrmsse' | 'wspl' | 'fva' | 'coverage'
>;

/** Scores of which lower is better. */
export const comparedMetrics = ['wape', 'wapeMean', 'rmsse', 'wrmsse', 'wspl'] as const;
export type ComparedMetric = (typeof comparedMetrics)[number];

/** A model of a run beside what it is measured against. */
export interface ComparedLine {
  readonly run: number;
  readonly model: string;
  readonly scores: ComparedScores;
  /** Thread seconds of fitting and forecasting. */
  readonly seconds: number;
  /** What the differences are to; null for the line that all others are measured against. */
  readonly against: { readonly run: number; readonly model: string } | null;
  /** Score of this line less that of the other; null where one of them is. */
  readonly differences: Readonly<Record<ComparedMetric, number | null>> | null;
  /** Windows in which the WAPE of this line is lower. */
  readonly windowsBetter: number | null;
}

/** The results of one run. */
export interface RunResults {
  readonly run: number;
  readonly results: readonly ModelWindow[];
}

/** What of the scores is looked at. */
export interface ComparedPart {
  /** A level that all runs have; null = WAPE and the like of single items, WRMSSE and WSPL over `levels`. */
  readonly level: string | null;
  /** The levels that all runs have. */
  readonly levels: readonly string[];
  readonly sameWeights: boolean;
  readonly sameLosses: boolean;
}

interface Line extends Pick<ComparedLine, 'run' | 'model' | 'scores' | 'seconds'> {
  readonly wapes: readonly (number | null)[];
}

/**
 * The models of all runs by WAPE. A model that an earlier run has too is measured against itself in the first such run; every
 * other one against the best model of the first run.
 */
export function comparedLines(
  runs: readonly RunResults[],
  part: ComparedPart,
): readonly ComparedLine[] {
  const byRun = runs.map(({ run, results }) => linesOf(run, results, part));
  const lines = byRun.flat();
  const best = byRun[0]?.toSorted(byWape)[0];
  return lines
    .map((line) => {
      const itself = lines.find(({ model }) => model === line.model);
      const other = itself === line || itself === undefined ? best : itself;
      return measured(line, other === undefined || other === line ? null : other);
    })
    .sort(byWape);
}

function linesOf(run: number, results: readonly ModelWindow[], part: ComparedPart): Line[] {
  const windows = [...Map.groupBy(results, ({ window }) => window)]
    .sort(([one], [other]) => one - other)
    .map(([, own]) => new Map(leaderboard(own).map((entry) => [entry.model, entry])));
  return leaderboard(results).map((entry) => ({
    run,
    model: entry.model,
    scores: scoresOf(entry, part),
    seconds: entry.seconds,
    wapes: windows.map((models) => {
      const own = models.get(entry.model);
      return own === undefined ? null : scoresOf(own, part).wape;
    }),
  }));
}

function scoresOf(entry: LeaderboardEntry, part: ComparedPart): ComparedScores {
  const { level, levels, sameWeights, sameLosses } = part;
  const named = entry.levels.find((one) => one.level === level);
  const shared = entry.levels.filter((one) => levels.includes(one.level));
  const { wape, wapeMean, bias, rmsse, fva, coverage } = named ?? entry;
  const over = (score: (one: PooledScores) => number | null) =>
    named === undefined ? mean(shared.map(score)) : score(named);
  return {
    ...{ wape, wapeMean, bias, rmsse, fva, coverage },
    wrmsse: sameWeights ? over(({ wrmsse }) => wrmsse) : null,
    wspl: sameWeights && sameLosses ? over(({ wspl }) => wspl) : null,
  };
}

function measured(line: Line, other: Line | null): ComparedLine {
  const { run, model, scores, seconds } = line;
  if (other === null) {
    return { run, model, scores, seconds, against: null, differences: null, windowsBetter: null };
  }
  const difference = (metric: ComparedMetric) => {
    const [own, its] = [scores[metric], other.scores[metric]];
    return own === null || its === null ? null : own - its;
  };
  return {
    ...{ run, model, scores, seconds },
    against: { run: other.run, model: other.model },
    differences: {
      wape: difference('wape'),
      wapeMean: difference('wapeMean'),
      rmsse: difference('rmsse'),
      wrmsse: difference('wrmsse'),
      wspl: difference('wspl'),
    },
    windowsBetter: line.wapes.filter((wape, window) => {
      const its = other.wapes[window] ?? null;
      return wape !== null && its !== null && wape < its;
    }).length,
  };
}

function byWape(one: Pick<Line, 'run' | 'model' | 'scores'>, other: typeof one): number {
  return (
    (one.scores.wape ?? Infinity) - (other.scores.wape ?? Infinity) ||
    (one.model === other.model ? one.run - other.run : one.model < other.model ? -1 : 1)
  );
}

function mean(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum / values.length;
}
