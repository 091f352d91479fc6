import type { Covariates } from '../covariates/index.ts';
import { invariant } from '../errors/index.ts';
import type { Panel } from '../series/index.ts';

/**
 * What features are made of. Demand may hold NaN where it is unknown; it may begin or end anywhere. Where a dataset's
 * missing-value policy makes values out of gaps, apply it before.
 */
export interface FeatureData {
  readonly panel: Panel;
  /** In the panel's order of series. */
  readonly covariates: Covariates;
}

/** The features of one series are asked for at one cutoff: a sample of training, or a request of serving. */
export interface Sample {
  /** Place of the series in the panel. */
  readonly series: number;
  /** The last period whose demand may be seen. */
  readonly cutoff: number;
}

export function requireAligned({ panel, covariates }: FeatureData): void {
  invariant(
    covariates.series.length === panel.series.length,
    `${panel.series.length} series came with the covariates of ${covariates.series.length}`,
  );
}
