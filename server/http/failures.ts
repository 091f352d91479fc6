import { isForecastError } from '#core/errors';

import type { EndpointFailure } from './graphql-endpoint.ts';

/** A failure with the HTTP status that fits it. */
export interface HttpFailure extends EndpointFailure {
  readonly status: number;
}

const validation = { code: 'BAD_REQUEST', errorClass: 'validation', isExpected: true } as const;

/** What Fastify refuses before GraphQL sees it, by Fastify's code. */
const refusals: Readonly<Record<string, { readonly reason: string; readonly message: string }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: {
    reason: 'MALFORMED_JSON',
    message: 'The body is not valid JSON. Send {"query": "…", "variables": {…}}.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    reason: 'EMPTY_BODY',
    message: 'The body is empty. Send {"query": "…", "variables": {…}}.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    reason: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'This content type is not supported. Send application/json.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    reason: 'TRUNCATED_BODY',
    message: 'The body is shorter or longer than its content-length. Send it whole.',
  },
};

/** Describes anything that went wrong around GraphQL, without the text of unknown errors. */
export function httpFailureOf(
  error: unknown,
  maxRequestBytes: number,
  describe: (error: unknown) => EndpointFailure,
): HttpFailure {
  if (isForecastError(error)) return { ...describe(error), status: 503 };
  const { code, statusCode } = fastifyError(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return tooLarge(maxRequestBytes);
  if (statusCode < 400 || statusCode >= 500) return { ...describe(error), status: 500 };
  const refusal = refusals[code] ?? {
    reason: 'BAD_REQUEST',
    message: 'The request cannot be read. Send POST with content-type application/json.',
  };
  return { ...validation, ...refusal, details: {}, status: statusCode };
}

/** The answer to a path that does not exist. */
export const notFound: HttpFailure = {
  ...validation,
  code: 'NOT_FOUND',
  reason: 'NOT_FOUND',
  message:
    'There is nothing at this path. The API is at /graphql, its state at /health, /ready and /metrics.',
  details: {},
  status: 404,
};

function tooLarge(maximum: number): HttpFailure {
  return {
    ...validation,
    reason: 'LIMIT_EXCEEDED',
    errorClass: 'limit',
    message: `The body is larger than ${maximum} bytes. Send less at once, or raise MAX_REQUEST_BYTES.`,
    details: { limit: 'body', maximum },
    status: 413,
  };
}

function fastifyError(error: unknown): { readonly code: string; readonly statusCode: number } {
  if (!(error instanceof Error)) return { code: '', statusCode: 500 };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const hasStatus = 'statusCode' in error && typeof error.statusCode === 'number';
  return { code, statusCode: hasStatus ? Number(error.statusCode) : 500 };
}
