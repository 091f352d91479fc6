import { unwrapResolverError } from '@apollo/server/errors';
import { isForecastError } from '#core/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import type { Logger } from '../application/telemetry.ts';
import { currentScope } from './current-scope.ts';
import { describeFailure, type Failure } from './public-codes.ts';

/** What to do about the failures that GraphQL itself finds before any resolver runs. */
const advice: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'Correct the syntax of the query at this location.',
  GRAPHQL_VALIDATION_FAILED:
    'Correct the query; the schema at /graphql lists every type and field.',
  BAD_USER_INPUT: 'Correct the variables; the schema at /graphql lists the types they must have.',
  BAD_REQUEST:
    'Send POST with content-type application/json and a body {"query": "…", "variables": {…}}.',
  OPERATION_RESOLUTION_FAILURE: 'Name one of the operations of the document in "operationName".',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Send the text of the query.',
};

const longestMessage = 2000;

/**
 * The one funnel through which every error of the API goes: `formatError` of Apollo. Notes the first failure of the
 * request for its log line; a failure that is nobody's expectation is logged with its cause and masked.
 */
export function createErrorFormatter(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const scope = currentScope();
    const failure = failureOf(formatted, error);
    // After an abort nobody waits for this answer, and its errors only say that work was stopped.
    if (!failure.isExpected && scope?.signal.aborted !== true) {
      logger.error(
        { request_id: scope?.requestId ?? '', trace_id: scope?.traceId ?? '' },
        'an unexpected failure was masked',
        innermost(error),
      );
    }
    if (scope !== null && scope.facts.code === undefined) {
      scope.facts.code = failure.code;
      scope.facts.reason = failure.reason;
      scope.facts.errorClass = failure.errorClass;
      const cause = innermost(error);
      if (isForecastError(cause, 'MODEL_UNAVAILABLE'))
        scope.facts.modelReason = cause.details.reason;
    }
    const { message, code, reason, details } = failure;
    const { locations, path } = formatted;
    return {
      message,
      ...(locations === undefined ? {} : { locations }),
      ...(path === undefined ? {} : { path }),
      extensions: { code, reason, details, traceId: scope?.traceId ?? null },
    };
  };
}

function failureOf(formatted: GraphQLFormattedError, error: unknown): Failure {
  const cause = innermost(error);
  const code = String(formatted.extensions?.['code']);
  const hint = advice[code];
  if (isForecastError(cause) || hint === undefined) return describeFailure(cause);
  const text = formatted.message.slice(0, longestMessage);
  const ends = /[.!?]$/.test(text) ? '' : '.';
  return {
    message: `${text}${ends} ${hint}`,
    code,
    reason: code,
    details: {},
    errorClass: 'validation',
    isExpected: true,
  };
}

/** The error that a resolver or a rule threw, below the wrappings of graphql and Apollo. */
function innermost(error: unknown): unknown {
  let cause = unwrapResolverError(error);
  while (cause instanceof GraphQLError && cause.originalError !== undefined) {
    cause = cause.originalError;
  }
  return cause;
}
