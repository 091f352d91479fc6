/** Why a forecast was not served by the model that was asked for. The names are the API's. */
export type DegradationReason =
  | 'MODEL_MISSING'
  | 'ARTIFACT_CORRUPT'
  | 'SIGNATURE_INVALID'
  | 'MODEL_LOAD_FAILED'
  | 'INFERENCE_TIMEOUT'
  | 'INFERENCE_FAILED'
  | 'NON_FINITE_OUTPUT'
  | 'BREAKER_OPEN'
  | 'OVERLOADED'
  | 'HISTORY_TOO_SHORT';

/** One step down the ladder, for one item. */
export interface Degradation {
  readonly reason: DegradationReason;
  readonly requestedModel: string;
  readonly servedModel: string;
  /** One sentence with the facts: what was found and what was needed. */
  readonly detail: string;
}
