import type { z } from 'zod';

import type { ArtifactProblem } from './artifact.ts';

/** Why a move of an alias, or a default model, is refused. */
export type ModelUserErrorCode =
  | ArtifactProblem
  | 'INVALID_INPUT'
  | 'DATASET_NOT_FOUND'
  | 'MODEL_NOT_FOUND'
  | 'MODEL_VERSION_NOT_FOUND'
  | 'BACKTEST_NOT_FOUND'
  | 'GATE_FAILED'
  | 'NOTHING_TO_ROLL_BACK'
  | 'IDEMPOTENCY_KEY_REUSED';

/** An expected refusal, told to the caller as data. */
export interface ModelUserError {
  /** Path of the input at fault; empty for the input as a whole. */
  readonly field: readonly string[];
  readonly message: string;
  readonly code: ModelUserErrorCode;
}

export function userError(
  code: ModelUserErrorCode,
  field: string,
  message: string,
): ModelUserError {
  return { code, field: [field], message };
}

/** The rules of a schema that an input breaks. */
export function errorsOfIssues(issues: z.core.$ZodIssue[]): readonly ModelUserError[] {
  return issues.map(({ path, message }) => ({
    field: path.map(String),
    message: `${message}.`,
    code: 'INVALID_INPUT',
  }));
}
