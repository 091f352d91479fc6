/** The family of a failure, as log lines and metrics count it. */
export type ErrorClass = 'validation' | 'auth' | 'limit' | 'model' | 'system';

/** What is known of one request when it ends; filled in while it is served and written as one log line. */
export interface RequestFacts {
  operation?: string;
  operationType?: string;
  /** `cancelled`: the caller went away before the answer. */
  outcome?: 'ok' | 'partial' | 'error' | 'cancelled';
  /** Public error code of the first failure. */
  code?: string;
  /** The domain's reason of the first failure, or why forecasts were degraded. */
  reason?: string;
  errorClass?: ErrorClass;
  /** Why a model could not answer, where that is the failure. */
  modelReason?: string;
  itemCount?: number;
  horizon?: number;
  modelVersion?: string;
  degraded?: boolean;
}

/** One request on its way through the service. */
export interface RequestScope {
  readonly requestId: string;
  /** 32 hex digits: the active span's, else the caller's, else one made for this request. */
  readonly traceId: string;
  /** Aborts at the deadline, at the end of the shutdown grace and when the caller goes away. */
  readonly signal: AbortSignal;
  readonly facts: RequestFacts;
}
