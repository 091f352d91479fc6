/** How often actual demand lay in a central forecast interval, and how wide that was. */
export interface IntervalScore {
  /** Nominal coverage in (0, 1): the difference of the two quantile levels. */
  readonly nominal: number;
  readonly coverage: number | null;
  /** Mean width in units of demand. */
  readonly width: number | null;
}

/** The scores of one level, or their means over levels. null = undefined, or not asked for. Fractions, but for `fva`. */
export interface Scores {
  /** Weighted RMSSE of the mean. */
  readonly wrmsse: number | null;
  /** Weighted scaled pinball loss, mean over the quantile levels given. */
  readonly wspl: number | null;
  /** Of the median where one was given as a point forecast, else of the mean. */
  readonly wape: number | null;
  readonly wapeMean: number | null;
  /** Of the median, or of the quantile of level 0.5. */
  readonly wapeMedian: number | null;
  /** Of the mean: sum of (forecast - actual) / sum of actual. */
  readonly bias: number | null;
  /** Of the mean, as all that follow. */
  readonly mae: number | null;
  readonly rmse: number | null;
  readonly smape: number | null;
  /** Unweighted mean over the series. */
  readonly rmsse: number | null;
  /** Unweighted mean over the series. */
  readonly mase: number | null;
  /** Weighted quantile loss, mean over the quantile levels given. */
  readonly wql: number | null;
  /** Forecast value added: points of `wape` better than the baseline. */
  readonly fva: number | null;
  /** Mean over the series; positive where they lean to too much. */
  readonly trackingSignal: number | null;
  readonly intervals: readonly IntervalScore[];
}

/** The scores of one level of a hierarchy. */
export interface LevelScore extends Scores {
  readonly level: string;
  /** Number of its series. */
  readonly series: number;
  /** Values that were scored: those with a known actual. */
  readonly scored: number;
  /** Series with a weight that no RMSSE could be made of, for want of a scale: left out of `wrmsse`. */
  readonly unscaled: number;
}
