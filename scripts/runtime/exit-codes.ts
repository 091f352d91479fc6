import { type ErrorCode, isForecastError } from '#core/errors';

import { Unavailable } from './unavailable.ts';

/** How a command ends; documented in every help text. */
export const exitCodes = {
  ok: 0,
  /** The work failed, or a check found a problem. */
  failure: 1,
  /** Wrong use of the command, or input that breaks the rules. */
  badInput: 2,
  /** Something that is needed does not answer: the database, the server, a port. Trying later may help. */
  unavailable: 3,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const { failure, badInput, unavailable } = exitCodes;

/** Expected failures that are not the caller's; all others are bad input. */
const notTheCallers: Partial<Record<ErrorCode, ExitCode>> = {
  DATABASE_UNAVAILABLE: unavailable,
  DATABASE_UNSUPPORTED: unavailable,
  EMBEDDED_POSTGRES_FAILED: unavailable,
  REQUEST_TIMEOUT: unavailable,
  SHUTTING_DOWN: unavailable,
  OVERLOADED: unavailable,
  MIGRATION_FAILED: failure,
  ARTIFACT_UNUSABLE: failure,
  SIGNING_KEY_UNUSABLE: failure,
};

/** System errors of a server that does not answer or a port that is taken. */
const unavailableSystemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EADDRINUSE']);

/** The exit code for a thrown value. */
export function exitCodeOf(error: unknown): ExitCode {
  if (isForecastError(error)) return notTheCallers[error.code] ?? badInput;
  if (error instanceof Unavailable) return unavailable;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && unavailableSystemCodes.has(code) ? unavailable : failure;
}
