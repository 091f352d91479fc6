import type { LevelScore, Scores } from './level-score.ts';

/**
 * The mean of each score over the levels, all levels counting alike: the official score of a hierarchy. A score that is
 * undefined at one of the levels has no mean; intervals are averaged where every level has them.
 */
export function averageScores(levels: readonly LevelScore[]): Scores {
  const mean = (score: (level: LevelScore) => number | null) => meanOf(levels.map(score));
  const nominals = levels[0]?.intervals.map(({ nominal }) => nominal) ?? [];
  return {
    wrmsse: mean(({ wrmsse }) => wrmsse),
    wspl: mean(({ wspl }) => wspl),
    wape: mean(({ wape }) => wape),
    wapeMean: mean(({ wapeMean }) => wapeMean),
    wapeMedian: mean(({ wapeMedian }) => wapeMedian),
    bias: mean(({ bias }) => bias),
    mae: mean(({ mae }) => mae),
    rmse: mean(({ rmse }) => rmse),
    smape: mean(({ smape }) => smape),
    rmsse: mean(({ rmsse }) => rmsse),
    mase: mean(({ mase }) => mase),
    wql: mean(({ wql }) => wql),
    fva: mean(({ fva }) => fva),
    trackingSignal: mean(({ trackingSignal }) => trackingSignal),
    intervals: nominals.map((nominal) => {
      const own = levels.map(({ intervals }) => intervals.find((one) => one.nominal === nominal));
      return {
        nominal,
        coverage: meanOf(own.map((interval) => interval?.coverage ?? null)),
        width: meanOf(own.map((interval) => interval?.width ?? null)),
      };
    }),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return values.length === 0 ? null : total / values.length;
}
