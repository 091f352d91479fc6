import { Readable } from 'node:stream';

import type { BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { ExportFormat, ExportOpening } from '../application/forecast-exports/index.ts';
import { replyWithFailure } from './failure-reply.ts';
import { type HttpFailure, notFound } from './failures.ts';
import type { ExportDownloads } from './http-parts.ts';
import type { ActiveRequests } from './request-lifecycle.ts';

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  'csv-gz': 'application/gzip',
  parquet: 'application/vnd.apache.parquet',
};

const unknown: HttpFailure = {
  ...notFound,
  reason: 'EXPORT_NOT_FOUND',
  message:
    'No export has this name. Take the `url` of an export from its job, or start one with `exportForecasts`.',
};

const failures: Readonly<Record<Exclude<ExportOpening['kind'], 'opened'>, HttpFailure>> = {
  unknown,
  expired: {
    ...unknown,
    reason: 'EXPORT_EXPIRED',
    message: 'This export has expired. Start another one with `exportForecasts`.',
    status: 410,
  },
  missing: {
    ...unknown,
    message:
      'The file of this export is not in EXPORT_DIRECTORY of this process. Workers and servers must share that folder; or start another export.',
  },
};

/** `/exports/<name>`: the file of an export, as long as it has not expired. */
export function addExportRoute<Context extends BaseContext>(
  app: FastifyInstance,
  exports: ExportDownloads,
  requests: ActiveRequests<Context>,
): void {
  app.route<{ Params: { readonly name: string } }>({
    method: ['GET', 'HEAD'],
    url: '/exports/:name',
    handler: async (request, reply) => {
      const { name } = request.params;
      const opening = await exports.execute(name);
      if (opening.kind !== 'opened') {
        return replyWithFailure(reply, failures[opening.kind], requests.of(request).scope);
      }
      const { format, bytes, content } = opening;
      void reply.headers({
        'content-type': contentTypes[format],
        'content-length': bytes,
        'content-disposition': `attachment; filename="${name}"`,
      });
      return sendContent(request, reply, content);
    },
  });
}

/** HEAD gets the headers alone, and lets the file go. */
function sendContent(
  { method }: Pick<FastifyRequest, 'method'>,
  reply: FastifyReply,
  content: AsyncIterable<Uint8Array>,
): FastifyReply {
  const stream = Readable.from(content, { objectMode: false });
  if (method !== 'HEAD') return reply.send(stream);
  stream.destroy();
  return reply.send();
}
