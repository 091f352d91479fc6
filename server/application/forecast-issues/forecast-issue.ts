import type { ForecastShape, ItemForecast, StoredForecast } from '../forecasts/index.ts';

/** Forecasts of every item of a dataset, from one state of it and by one model. */
export interface ForecastIssue extends ForecastShape {
  readonly id: number;
  readonly datasetId: number;
  /** Slug. */
  readonly dataset: string;
  /** Of the data, the ladder of models and the settings: where it is another one now, the issue is stale. */
  readonly basisHash: string;
  readonly configHash: string;
  /** That was asked for. */
  readonly model: string;
  /** `name@version` of it; null where it could not be used. */
  readonly modelVersion: string | null;
  readonly artifactSha256: string | null;
  /** Number of the newest ingestion that was seen, and when that was recorded. */
  readonly sequence: number;
  readonly asOf: Date;
  readonly datasetVersion: string;
  /** Last period that the models saw. */
  readonly cutoff: number;
  readonly seed: number;
  /** How many. */
  readonly items: number;
  readonly startedAt: Date;
  /** null while forecasts are missing. */
  readonly issuedAt: Date | null;
}

/** An issue before it is stored. */
export type NewForecastIssue = Omit<ForecastIssue, 'id' | 'dataset' | 'startedAt' | 'issuedAt'>;

/** A forecast as a row of an issue. */
export interface IssuedRow extends StoredForecast {
  readonly itemId: number;
  /** Of the model that answered. */
  readonly modelVersion: string;
  readonly artifactSha256: string | null;
}

/** What was said of an item, and when. */
export interface IssuedForecast {
  /** Id of the issue. */
  readonly issue: number;
  readonly issuedAt: Date;
  readonly forecast: ItemForecast;
}
