import { isForecastError } from '#core/errors';

/** Why a scenario is refused. */
export type ScenarioUserErrorCode =
  'INVALID_INPUT' | 'INVALID_DATE' | 'DATASET_NOT_FOUND' | 'ITEMS_NOT_FOUND';

/** An expected refusal, told to the caller as data. */
export interface ScenarioUserError {
  /** Path of the input at fault. */
  readonly field: readonly string[];
  readonly message: string;
  readonly code: ScenarioUserErrorCode;
}

/** The refusals that a failure stands for; null where it is none that a caller can expect. */
export function scenarioErrorsOf(error: unknown): readonly ScenarioUserError[] | null {
  if (!isForecastError(error, 'INVALID_INPUT')) return null;
  return error.details.issues.map(({ path, message }) => ({
    field: path === '' ? [] : path.split('.'),
    message: `${message}.`,
    code: 'INVALID_INPUT',
  }));
}
