import type { DriftReport } from '#core/drift';

/** A report on drift that is not stored yet. */
export interface NewDriftCheck {
  readonly datasetId: number;
  /** SHA-256 over everything that decides the report: the same check again is this one. */
  readonly configHash: string;
  /** Lineage of the dataset as it was read. */
  readonly datasetVersion: string;
  readonly asOf: Date;
  readonly report: DriftReport;
}

/** A stored report on drift. */
export interface DriftCheck extends NewDriftCheck {
  /** Rises with every report. */
  readonly id: number;
  readonly createdAt: Date;
}
