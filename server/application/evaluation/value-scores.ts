import {
  bias,
  type ErrorSums,
  forecastAccuracy,
  intervalCoverage,
  mae,
  meanPinballLoss,
  quantileCoverage,
  rmse,
  smape,
  wape,
  wql,
} from '#core/metrics';

import type { Sums, ValueSums } from './value-sums.ts';

/** The scores of one kind of point forecast. Fractions, except `accuracy` in percent. */
export interface PointScores {
  readonly wape: number | null;
  readonly accuracy: number | null;
  readonly bias: number | null;
  readonly mae: number | null;
  readonly rmse: number | null;
  readonly smape: number | null;
}

/** The scores of all values of a forecast file, over everything together and per lead time. null = undefined there. */
export interface ValueScores {
  readonly items: number;
  readonly runs: number;
  readonly scored: number;
  readonly unscored: number;
  readonly mean: PointScores;
  /** null where the file has no median. */
  readonly median: PointScores | null;
  /** null where the file has no quantiles. */
  readonly wql: number | null;
  readonly quantiles: readonly {
    readonly level: number;
    readonly pinball: number | null;
    readonly coverage: number | null;
  }[];
  readonly intervals: readonly {
    readonly lower: number;
    readonly upper: number;
    readonly nominal: number;
    readonly coverage: number | null;
  }[];
  readonly scaled: ValueSums['scaled'];
  readonly leadTimes: readonly (PointScores & {
    readonly leadTime: number;
    readonly scored: number;
    readonly wql: number | null;
  })[];
}

/** Turns sums into scores. */
export function valueScores(scores: ValueSums): ValueScores {
  const { overall, leadTimes, intervals } = scores;
  return {
    items: scores.items,
    runs: scores.runs,
    scored: overall.mean.count,
    unscored: scores.unscored,
    mean: pointScores(overall.mean),
    median: overall.median.count === 0 ? null : pointScores(overall.median),
    wql: wql(overall.quantiles),
    quantiles: overall.quantiles.map((sums) => ({
      level: sums.level,
      pinball: meanPinballLoss(sums),
      coverage: quantileCoverage(sums),
    })),
    intervals: intervals.map(({ lower, upper, sums }) => ({
      lower,
      upper,
      nominal: Number((upper - lower).toFixed(9)),
      coverage: intervalCoverage(sums),
    })),
    scaled: scores.scaled,
    leadTimes: leadTimes.map(leadTimeScores),
  };
}

function leadTimeScores(sums: Sums, index: number): ValueScores['leadTimes'][number] {
  return {
    leadTime: index + 1,
    scored: sums.mean.count,
    ...pointScores(sums.mean),
    wql: wql(sums.quantiles),
  };
}

function pointScores(sums: ErrorSums): PointScores {
  return {
    wape: wape(sums),
    accuracy: forecastAccuracy(sums),
    bias: bias(sums),
    mae: mae(sums),
    rmse: rmse(sums),
    smape: smape(sums),
  };
}
