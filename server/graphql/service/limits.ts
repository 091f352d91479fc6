/** What this instance allows in one request; `limits` shows it. */
export interface Limits {
  readonly maxHorizon: number;
  readonly defaultHorizon: number;
  readonly maxItems: number;
  readonly maxQuantileLevels: number;
  readonly maxPageSize: number;
  readonly maxHistoryPeriods: number;
  readonly maxIngestValues: number;
  readonly maxResponseValues: number;
  readonly maxRequestBytes: number;
  readonly requestTimeoutSeconds: number;
  readonly maxQueryTokens: number;
  readonly maxQueryDepth: number;
  readonly maxQueryAliases: number;
}
