import type { DriftCheck, NewDriftCheck } from './drift-check.ts';

/** Stored reports on drift. */
export interface DriftStore {
  /** Stores a report; where the same check is there already, that one stays and is returned. */
  save(check: NewDriftCheck): Promise<DriftCheck>;
  /** Reports of a dataset below a number (null = from the newest), newest first. */
  checks(query: {
    readonly datasetId: number;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly DriftCheck[]>;
}
