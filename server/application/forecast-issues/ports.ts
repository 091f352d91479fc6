import type { ForecastIssue, IssuedRow, NewForecastIssue } from './forecast-issue.ts';

/** Items of an issue that are forecast and stored together. */
export interface ForecastShard {
  readonly index: number;
  readonly itemIds: readonly number[];
}

/** Who computes a shard, and for how long it is theirs unless they say more. */
export interface ShardHold {
  /** Names one attempt among all that there ever were. */
  readonly holder: string;
  readonly seconds: number;
}

/** Keeps issues while they are made. Who lost a shard to another holder stores nothing of it. */
export interface IssueStore {
  /** The issue of that basis and shape, complete or not. */
  find(
    issue: Pick<NewForecastIssue, 'datasetId' | 'basisHash' | 'configHash'>,
  ): Promise<ForecastIssue | null>;
  /** Stores an issue with its shards; where it is there already, that one stays. */
  open(issue: NewForecastIssue, shards: readonly ForecastShard[]): Promise<ForecastIssue>;
  /** A shard that nobody who lives holds; `all-held`: others hold what is missing. */
  take(issue: number, hold: ShardHold): Promise<ForecastShard | 'all-done' | 'all-held'>;
  /** Makes everything that the holder has taken its own for so long from now. */
  renew(issue: number, hold: ShardHold): Promise<void>;
  /** Lets others take what the holder has not stored. */
  release(issue: number, holder: string): Promise<void>;
  /** Stores the forecasts of a shard and its end in one transaction; false where it is no longer the holder's. */
  save(
    issue: number,
    shard: { readonly index: number; readonly holder: string },
    rows: readonly IssuedRow[],
  ): Promise<boolean>;
  /** Items of finished shards. */
  itemsDone(issue: number): Promise<number>;
  /** Makes an issue without missing shards visible, and removes what older issues of the dataset left unfinished. */
  complete(issue: number): Promise<ForecastIssue>;
}

/** Which issues; complete ones alone. */
export interface IssueQuery {
  readonly datasetId: number;
  /** Issues before this id. */
  readonly before: number | null;
  readonly limit: number;
}

/** Which forecasts of each item. */
export interface IssuedQuery {
  readonly itemIds: readonly number[];
  /** Of issues before this id. */
  readonly before: number | null;
  readonly limit: number;
}

/** Reads complete issues. Every method is one statement. */
export interface IssueReader {
  issues(ids: readonly number[]): Promise<readonly ForecastIssue[]>;
  /** Newest first. */
  page(query: IssueQuery): Promise<readonly ForecastIssue[]>;
  /** Those of a dataset with their cutoff in a range of periods, both ends included; newest first. */
  issuedFrom(query: {
    readonly datasetId: number;
    readonly firstCutoff: number;
    readonly lastCutoff: number;
  }): Promise<readonly ForecastIssue[]>;
  /** What was said of each item, newest first, with the id of the issue. */
  issuedFor(
    query: IssuedQuery,
  ): Promise<readonly { readonly issue: number; readonly row: IssuedRow }[]>;
  /** The items of an issue, shard by shard; the shards as they come. */
  shards(issue: number): Promise<readonly ForecastShard[]>;
  /** The forecasts of these items in an issue, with their keys, in the order of the keys. */
  rows(
    issue: number,
    itemIds: readonly number[],
  ): Promise<readonly { readonly key: string; readonly row: IssuedRow }[]>;
}
