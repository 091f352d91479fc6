import type { Metrics } from '../application/metrics.ts';
import type { EndedRequest } from './request-log.ts';

/** One measurement per request, of whatever route. */
export function measureRequest(
  metrics: Metrics,
  { scope, path, method, status, elapsedMs }: EndedRequest,
): void {
  const { errorClass } = scope.facts;
  metrics.record('http.server.request.duration', elapsedMs / 1000, {
    'http.request.method': method,
    'http.route': path,
    'http.response.status_code': status,
    ...(errorClass === undefined ? {} : { 'error.type': errorClass }),
  });
}
