import { isForecastError } from '#core/errors';

/** Why forecasts cannot be verified at all. */
export type ForecastUserErrorCode =
  | 'INVALID_INPUT'
  | 'INVALID_DATE'
  | 'LIMIT_EXCEEDED'
  | 'DATASET_NOT_FOUND'
  | 'ITEMS_NOT_FOUND'
  | 'MODEL_NOT_FOUND'
  | 'NO_DATA_AS_OF'
  | 'MODEL_UNAVAILABLE';

/** An expected refusal, told to the caller as data. */
export interface ForecastUserError {
  /** Path of the input at fault; empty for the input as a whole. */
  readonly field: readonly string[];
  readonly message: string;
  readonly code: ForecastUserErrorCode;
}

const fieldOf = {
  INVALID_DATE: ['forecasts'],
  LIMIT_EXCEEDED: ['forecasts'],
  DATASET_NOT_FOUND: ['forecasts', 'item'],
  ITEMS_NOT_FOUND: ['forecasts', 'item'],
  MODEL_NOT_FOUND: ['forecasts', 'requestedModel'],
  NO_DATA_AS_OF: ['forecasts', 'provenance', 'asOf'],
  MODEL_UNAVAILABLE: ['forecasts', 'requestedModel'],
} as const satisfies Record<Exclude<ForecastUserErrorCode, 'INVALID_INPUT'>, readonly string[]>;

/** The refusals that a failure stands for; null where it is none that a caller can expect. */
export function refusalsOf(error: unknown): readonly ForecastUserError[] | null {
  if (isForecastError(error, 'INVALID_INPUT')) {
    return error.details.issues.map(({ path, message }) => ({
      field: path === '' ? [] : path.split('.'),
      message: `${message}.`,
      code: 'INVALID_INPUT',
    }));
  }
  if (!isForecastError(error)) return null;
  for (const [code, field] of Object.entries(fieldOf)) {
    // The keys are those of the table.
    if (code === error.code) {
      return [{ field, message: error.message, code: code as keyof typeof fieldOf }];
    }
  }
  return null;
}
