/** The HTTP transport: Fastify with GraphQL, the state of the process, the landing page and a graceful stop. */
export type { ExportDownloads, HttpParts, HttpSettings } from './http-parts.ts';
export { createHttpServer, type HttpServer } from './http-server.ts';
export type { ModelState, ReadinessProbes } from './readiness.ts';
