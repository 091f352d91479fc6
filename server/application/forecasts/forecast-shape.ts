/** How far ahead, and with which quantiles. */
export interface ForecastShape {
  readonly horizon: number;
  /** Ascending. */
  readonly quantileLevels: readonly number[];
}
