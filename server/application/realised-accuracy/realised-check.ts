import type { RealisedScore } from '#core/backtest';

/** The scores of an issue by one state of the demand, before they are stored. */
export interface NewRealisedCheck {
  readonly datasetId: number;
  readonly issueId: number;
  /** SHA-256 over everything that decides the scores: the same check again is this one. */
  readonly configHash: string;
  /** Lineage of the dataset as its demand was read. */
  readonly datasetVersion: string;
  readonly asOf: Date;
  /** The last period of the issue that the demand reached. */
  readonly through: number;
  /** Items of the issue that were scored. */
  readonly items: number;
  /** Those that another model than the requested one answered. */
  readonly degraded: number;
  readonly scores: readonly RealisedScore[];
}

/** Stored scores of an issue. */
export interface RealisedCheck extends NewRealisedCheck {
  /** Rises with every check. */
  readonly id: number;
  readonly createdAt: Date;
}
