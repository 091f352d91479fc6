/** Above which value there is an alert; a Config fits. */
export interface AlertThresholds {
  /** How much larger than in the backtest, relative. */
  readonly alertMaxWapeOverBaselinePercent: number;
  readonly alertMaxBiasPercent: number;
  readonly alertMaxCoverageErrorPoints: number;
  readonly alertMaxDriftedPercent: number;
  readonly alertMaxDegradedPercent: number;
  readonly alertMaxLatencyMs: number;
  /** The age of data, by the dataset's frequency. */
  readonly alertMaxDataAgeHours: number;
  readonly alertMaxDataAgeDays: number;
  readonly alertMaxDataAgeWeeks: number;
  readonly alertMaxDataAgeMonths: number;
  readonly alertMaxModelAgeDays: number;
  readonly alertMaxJobFailures: number;
  readonly alertMaxJobDelayMinutes: number;
}
