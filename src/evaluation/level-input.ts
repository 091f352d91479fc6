/** The forecasts of one quantile level for all series of a level of a hierarchy. */
export interface QuantileRows {
  /** In (0, 1). */
  readonly level: number;
  readonly values: Float64Array;
}

/** One level with its forecasts. Values are `[series * horizon + step]`, scales and weights one per series. */
export interface LevelInput {
  readonly name: string;
  readonly series: number;
  readonly horizon: number;
  /** NaN = unknown: not scored. */
  readonly actual: Float64Array;
  readonly mean: Float64Array;
  readonly median: Float64Array | null;
  /** Ascending levels; those that lie symmetrically around 0.5 make the intervals. */
  readonly quantiles: readonly QuantileRows[];
  /** Of any sum, also of many levels together; null leaves the weighted scores out. */
  readonly weights: Float64Array | null;
  readonly scales: {
    readonly rmsse: Float64Array | null;
    readonly spl: Float64Array | null;
    readonly mase: Float64Array | null;
  };
  /** The forecast that value added is measured against. */
  readonly baseline: Float64Array | null;
}
