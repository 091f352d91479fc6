import type { Frequency } from '#core/calendar';

interface Measured<Kind extends string> {
  readonly kind: Kind;
  /** Slug; null where it concerns the service. */
  readonly dataset: string | null;
  /** A segment, a level, a model or a job; empty for the dataset or the service as a whole. */
  readonly subject: string;
}

/** Something that was measured and has a threshold. Ratios are ratios: 0.05 is five percent. */
export type Observation =
  /** WAPE of forecasts that were issued, and the one that the newest backtest of their model lets expect. */
  | (Measured<'ACCURACY'> & { readonly wape: number; readonly baselineWape: number })
  /** Bias of the mean: forecast minus actual over actual; positive = too high. */
  | (Measured<'BIAS'> & { readonly bias: number })
  /** How often actuals lay inside of the central interval that promised `nominal`. */
  | (Measured<'COVERAGE'> & { readonly nominal: number; readonly coverage: number })
  /** How many segments of a level, the subject, drifted, of those that were looked at. */
  | (Measured<'DRIFT'> & { readonly drifted: number; readonly segments: number })
  /** Forecasts that another model had to answer, of all. */
  | (Measured<'DEGRADED_RATIO'> & { readonly degraded: number; readonly forecasts: number })
  /** 95th percentile. */
  | (Measured<'LATENCY'> & { readonly milliseconds: number })
  /** Complete periods since the last one with data. */
  | (Measured<'DATA_STALE'> & { readonly periods: number; readonly frequency: Frequency })
  /** Days of data that the model has not seen. */
  | (Measured<'MODEL_STALE'> & { readonly days: number })
  /** Failures since the job last succeeded. */
  | (Measured<'JOB_FAILED'> & { readonly failures: number; readonly lastError: string })
  /** Minutes since the job should have started. */
  | (Measured<'JOB_MISSED'> & { readonly minutes: number });
