import type { NewRealisedCheck, RealisedCheck } from './realised-check.ts';

/** Stored scores of issues. Of the checks of an issue the one counts that has seen the newest demand. */
export interface RealisedStore {
  /** Stores checks, all or none; where one is there already, that one stays. */
  save(checks: readonly NewRealisedCheck[]): Promise<void>;
  /** Those of these hashes that there are, the newest issue first. */
  find(configHashes: readonly string[]): Promise<readonly RealisedCheck[]>;
  /** The check of each issue that counts, of issues below a number (null = from the newest); the newest issue first. */
  page(query: {
    readonly datasetId: number;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly RealisedCheck[]>;
  /** The checks by the newest state of the demand that was looked at, one per issue, the newest issue first. */
  latest(datasetId: number): Promise<readonly RealisedCheck[]>;
}

/** Finds the backtest that issued forecasts are held against. */
export interface BaselineFinder {
  /** The newest finished run of a model on a dataset, by the name that it has there; null where there is none. */
  newestRunOn(datasetId: number, model: string): Promise<number | null>;
}
