import { ForecastError } from '#core/errors';
import { type ASTNode, GraphQLError } from 'graphql';

/** A query that is refused before it runs, with the domain's LIMIT_EXCEEDED inside. */
export function limitError(
  limit: string,
  found: number,
  maximum: number,
  message: string,
  node: ASTNode,
): GraphQLError {
  return new GraphQLError(message, {
    nodes: [node],
    originalError: new ForecastError('LIMIT_EXCEEDED', message, { limit, found, maximum }),
    extensions: { http: { status: 400 } },
  });
}
