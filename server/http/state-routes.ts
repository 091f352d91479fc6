import type { FastifyInstance } from 'fastify';

import { readinessOf, type ReadinessProbes } from './readiness.ts';

/**
 * `/health`: the process lives. `/ready`: whether requests should be sent here. `/metrics`: what it did, for Prometheus. Only
 * `/ready` touches the database.
 */
export function addStateRoutes(
  app: FastifyInstance,
  options: {
    readonly version: string;
    readonly probes: ReadinessProbes;
    readonly metricsPage: () => Promise<string>;
    readonly isStopping: () => boolean;
  },
): void {
  app.get('/health', (_request, reply) =>
    reply.send({
      status: 'alive',
      version: options.version,
      uptimeSeconds: Math.round(process.uptime() * 1000) / 1000,
    }),
  );
  app.get('/ready', async (_request, reply) => {
    const readiness = await readinessOf(options.probes, options.isStopping());
    return reply.code(readiness.status === 'not-ready' ? 503 : 200).send(readiness);
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await options.metricsPage()),
  );
}
