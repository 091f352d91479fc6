import type { BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { orAborted } from '../application/or-aborted.ts';
import type { GraphqlEndpoint } from './graphql-endpoint.ts';
import type { ActiveRequests } from './request-lifecycle.ts';

/** Answers a browser that asks for HTML; null = there is no page, let GraphQL answer. */
export type LandingHandler = (reply: FastifyReply) => Promise<FastifyReply>;

/**
 * Mounts GraphQL at `/graphql`, for every method so that Apollo answers the wrong ones with 405. A request that is
 * aborted is answered at once, whatever its resolvers still do.
 */
export function addGraphqlRoute<Context extends BaseContext>(
  app: FastifyInstance,
  endpoint: GraphqlEndpoint<Context>,
  requests: ActiveRequests<Context>,
  landing: LandingHandler | null,
): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: (request, reply) => {
      if (landing !== null && wantsPage(request)) return landing(reply);
      const { scope } = requests.of(request);
      const handler = fastifyApolloHandler<Context>(endpoint.apollo, {
        context: () => Promise.resolve(endpoint.contextOf(scope)),
      });
      return endpoint.within(scope, () =>
        orAborted(Promise.resolve(handler.call(app, request, reply)), scope.signal),
      );
    },
  });
}

/** A browser's navigation: GET, HTML preferred, and no query to run. */
function wantsPage({ method, headers, query }: FastifyRequest): boolean {
  const accept = headers.accept ?? '';
  const hasQuery = typeof query === 'object' && query !== null && 'query' in query;
  return method === 'GET' && accept.includes('text/html') && !hasQuery;
}
