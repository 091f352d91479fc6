import { gunzipSync } from 'node:zlib';

import type { FastifyInstance, FastifyReply } from 'fastify';

import { graphiqlAssets } from './graphiql-assets.ts';
import { graphiqlPage } from './graphiql-page.ts';
import { newNonce, pageHeaders } from './page-security.ts';
import { sandboxPage, sandboxScripts, sandboxSources } from './sandbox-page.ts';

/** auto = Apollo Sandbox, and GraphiQL where there is no internet. */
export type LandingPage = 'auto' | 'sandbox' | 'graphiql' | 'none';

type Render = (reply: FastifyReply) => Promise<FastifyReply>;

/** Serves GraphiQL and returns what answers a browser at `/graphql`; null where pages are off. */
export function addLandingRoutes(
  app: FastifyInstance,
  page: LandingPage,
  exampleQuery: () => Promise<string>,
): Render | null {
  if (page === 'none') return null;
  const graphiql: Render = async (reply) => {
    const nonce = newNonce();
    return reply
      .headers(pageHeaders(nonce, { 'worker-src': "'self'" }))
      .send(graphiqlPage(nonce, await exampleQuery()));
  };
  const sandbox: Render = async (reply) => {
    const nonce = newNonce();
    return reply
      .headers(pageHeaders(nonce, { ...sandboxSources, 'script-src': sandboxScripts(nonce) }))
      .send(sandboxPage(nonce, await exampleQuery(), page === 'auto'));
  };
  if (page !== 'sandbox') addGraphiql(app, graphiql);
  return page === 'graphiql' ? graphiql : sandbox;
}

function addGraphiql(app: FastifyInstance, page: Render): void {
  app.get('/graphiql', (_request, reply) => page(reply));
  app.get<{ Params: { file: string } }>('/graphiql/:file', async (request, reply) => {
    const asset = (await graphiqlAssets()).get(request.params.file);
    if (asset === undefined) {
      reply.callNotFound();
      return reply;
    }
    void reply.headers({
      etag: asset.etag,
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept-encoding',
    });
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
    void reply.type(asset.contentType);
    const acceptsGzip = (request.headers['accept-encoding'] ?? '').includes('gzip');
    if (!acceptsGzip) return reply.send(gunzipSync(asset.gzipped));
    return reply.header('content-encoding', 'gzip').send(asset.gzipped);
  });
}
