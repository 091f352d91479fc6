import type { FastifyReply } from 'fastify';

import type { RequestScope } from '../application/request-scope.ts';
import type { HttpFailure } from './failures.ts';

/** Answers with a GraphQL error in JSON, whatever was asked for, and notes it for the log line. */
export function replyWithFailure(
  reply: FastifyReply,
  { message, code, reason, details, errorClass, status }: HttpFailure,
  scope: RequestScope,
): FastifyReply {
  Object.assign(scope.facts, { outcome: 'error', code, reason, errorClass });
  const { traceId } = scope;
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({
      errors: [{ message, extensions: { code, reason, details, traceId } }],
      extensions: { traceId },
    });
}
