import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const saneId = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const noTrace = '0'.repeat(32);

/** The caller's `x-request-id` where it is short and plain, else a new one: it goes into headers and log lines. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && saneId.test(given) ? given : randomUUID();
}

/** The trace id of the active span, else of the caller's `traceparent`, else a new one of 32 hex digits. */
export function traceIdOf(headers: IncomingHttpHeaders, active: string | null): string {
  if (active !== null) return active;
  const given = headers['traceparent'];
  const id = typeof given === 'string' ? traceparent.exec(given)?.[1] : undefined;
  return id === undefined || id === noTrace ? randomBytes(16).toString('hex') : id;
}
