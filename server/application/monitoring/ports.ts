import type { Acknowledgement, Alert, AlertKind, AlertState, AlertTopic, Breach } from './alert.ts';
import type { DriftCheck, NewDriftCheck } from './drift-check.ts';
import type { Observation } from './observation.ts';

/** Measures something; called whenever alerts are evaluated. */
export interface ObservationSource {
  observe(now: Date): Promise<readonly Observation[]>;
}

/** Alerts behind a place in their order, newest first. null = any. */
export interface AlertQuery {
  readonly dataset: string | null;
  readonly kind: AlertKind | null;
  readonly states: readonly AlertState[] | null;
  /** Raised before this one. */
  readonly before: number | null;
  readonly limit: number;
}

/** What an evaluation found; no topic is named twice. */
export interface Findings {
  readonly breaches: readonly Breach[];
  /** Topics whose condition is not there. */
  readonly fine: readonly AlertTopic[];
  readonly at: Date;
}

/** What an evaluation changed. */
export interface AlertChanges {
  readonly raised: readonly Alert[];
  /** Unresolved before and still there. */
  readonly seenAgain: readonly Alert[];
  readonly resolved: readonly Alert[];
}

/** Stored alerts. */
export interface AlertStore {
  /**
   * Raises, counts up and resolves, all or nothing. However many processes find the same breach at once, one of them
   * raises it. A raised alert is announced when it can be read.
   */
  record(findings: Findings): Promise<AlertChanges>;
  find(ids: readonly number[]): Promise<readonly Alert[]>;
  alerts(query: AlertQuery): Promise<readonly Alert[]>;
  /** The alert as it is then: the first acknowledgement stays, a resolved alert gets none. null where there is none. */
  acknowledge(id: number, acknowledgement: Acknowledgement): Promise<Alert | null>;
}

/** Stored reports on drift. */
export interface DriftStore {
  /** Stores a report; where the same check is there already, that one stays and is returned. */
  save(check: NewDriftCheck): Promise<DriftCheck>;
  /** The report of a dataset that has seen most: the latest period, then the latest data; null where there is none. */
  newest(datasetId: number): Promise<DriftCheck | null>;
  /** Reports of a dataset below a number (null = from the newest), newest first. */
  checks(query: {
    readonly datasetId: number;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly DriftCheck[]>;
}

/** Jobs of one kind on one dataset. */
export interface JobFailures {
  /** Slug. */
  readonly dataset: string;
  readonly kind: string;
  /** Since one of them last succeeded. */
  readonly failures: number;
  /** Of the last one that failed; empty where none did. */
  readonly lastError: string;
}

/** Reads how jobs ended. */
export interface JobFailureReader {
  /** Of every kind and dataset that has had a job which succeeded or failed. */
  failures(): Promise<readonly JobFailures[]>;
}

/** Answered requests for forecasts of one dataset. */
export interface ServingSums {
  /** Slug. */
  readonly dataset: string;
  readonly requests: number;
  readonly forecasts: number;
  /** Forecasts that another model had to answer. */
  readonly degraded: number;
  /** Requests by `latencyClassOf`. */
  readonly latencyCounts: readonly number[];
}

/** The same in one minute. */
export interface ServingFacts extends ServingSums {
  readonly minute: Date;
}

/** What was served, kept for a day. */
export interface ServingFactStore {
  /** Adds to what other processes have added. A dataset that is gone is left out. */
  add(facts: readonly ServingFacts[]): Promise<void>;
  /** Of each dataset with requests since then. */
  since(from: Date): Promise<readonly ServingSums[]>;
  forget(before: Date): Promise<void>;
}

/** News of alerts from all processes. */
export interface AlertFeed {
  /**
   * Alerts that are raised from now on, oldest first; `dataset` null = all, also those of the service. Whoever reads slowly gets the newest
   * hundred.
   */
  follow(dataset: string | null, signal: AbortSignal): AsyncIterableIterator<Alert>;
}
