import type { BaseContext } from '@apollo/server';
import cors from '@fastify/cors';
import { ForecastError } from '#core/errors';
import fastify, { type FastifyInstance } from 'fastify';

import { addExportRoute } from './export-route.ts';
import type { GraphqlEndpoint } from './graphql-endpoint.ts';
import { addGraphqlRoute } from './graphql-route.ts';
import type { HttpParts, HttpSettings } from './http-parts.ts';
import { addLandingRoutes } from './landing/index.ts';
import { ActiveRequests } from './request-lifecycle.ts';
import { addStateRoutes } from './state-routes.ts';
import { SubscriptionSockets } from './subscriptions/index.ts';

/** A server that is set up but does not listen yet. */
export interface HttpServer {
  /** Starts to listen; resolves to the address, such as `http://127.0.0.1:4000`. */
  listen(): Promise<{ readonly url: string }>;
  /** Lets requests in flight finish within the grace, then closes every connection. Twice is once. */
  stop(): Promise<void>;
}

/** Sets up the HTTP server: `/graphql`, `/graphiql`, `/exports`, `/health`, `/ready` and `/metrics`. */
export async function createHttpServer<Context extends BaseContext>(
  settings: HttpSettings,
  parts: HttpParts<Context>,
): Promise<HttpServer> {
  const { endpoint, probes, metricsPage } = parts;
  const app = fastify({
    bodyLimit: settings.maxRequestBytes,
    // The whole request must arrive within the deadline too, or slow senders would hold their sockets.
    requestTimeout: settings.requestTimeoutSeconds * 1000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    // Longer paths are refused by Node already; these get our own answer.
    routerOptions: { maxParamLength: 16_384 },
  });
  const requests = new ActiveRequests(settings, parts);
  requests.follow(app);
  await app.register(cors, {
    origin: settings.corsOrigins.includes('*') ? '*' : [...settings.corsOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'x-trace-id', 'x-api-version'],
    maxAge: 600,
  });
  addStateRoutes(app, {
    version: settings.version,
    probes,
    metricsPage,
    isStopping: () => requests.isStopping,
  });
  const landing = addLandingRoutes(app, settings.landingPage, () => endpoint.exampleQuery());
  addExportRoute(app, parts.exports, requests);
  addGraphqlRoute(app, endpoint, requests, landing);
  const sockets = new SubscriptionSockets(app.server, settings, {
    ...parts,
    isStopping: () => requests.isStopping,
  });
  let stopped: Promise<void> | null = null;
  return {
    listen: () => listen(app, settings),
    stop: () => (stopped ??= stop(app, requests, { endpoint, sockets })),
  };
}

async function listen(
  app: FastifyInstance,
  { host, port }: HttpSettings,
): Promise<{ readonly url: string }> {
  try {
    return { url: await app.listen({ host, port }) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      const message = `${port} on ${host} is in use by another program; choose another one, or 0 for any free one`;
      throw new ForecastError(
        'CONFIG_INVALID',
        `PORT ${message}.`,
        { issues: [{ path: 'PORT', message }] },
        error,
      );
    }
    throw error;
  }
}

/** Connections that neither finish nor go idle after the last answer get this long. */
const lastWordsMs = 1000;

async function stop<Context extends BaseContext>(
  app: FastifyInstance,
  requests: ActiveRequests<Context>,
  {
    endpoint,
    sockets,
  }: {
    readonly endpoint: GraphqlEndpoint<Context>;
    readonly sockets: SubscriptionSockets<Context>;
  },
): Promise<void> {
  await requests.drain();
  await sockets.close();
  const force = setTimeout(() => {
    app.server.closeAllConnections();
  }, lastWordsMs);
  await app.close();
  clearTimeout(force);
  await endpoint.stop();
}
