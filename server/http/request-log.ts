import type { RequestScope } from '../application/request-scope.ts';
import type { Attributes, Logger } from '../application/telemetry.ts';

/** A request and what became of it. */
export interface EndedRequest {
  readonly scope: RequestScope;
  readonly path: string;
  readonly method: string;
  readonly status: number;
  readonly elapsedMs: number;
}

/** One line per request: GraphQL at info, failures of the service and of its models at error, everything around it at debug. */
export function logRequest(logger: Logger, request: EndedRequest, isGraphql: boolean): void {
  const fields = fieldsOf(request);
  const { errorClass } = request.scope.facts;
  if (errorClass === 'system' || errorClass === 'model') logger.error(fields, 'request failed');
  else if (isGraphql) logger.info(fields, 'request');
  else logger.debug(fields, 'request');
}

function fieldsOf({ scope, path, method, status, elapsedMs }: EndedRequest): Attributes {
  const { requestId, traceId, facts } = scope;
  const fields = {
    request_id: requestId,
    trace_id: traceId,
    method,
    path,
    status,
    operation: facts.operation,
    operation_type: facts.operationType,
    outcome: facts.outcome ?? (status < 400 ? 'ok' : 'error'),
    code: facts.code,
    class: facts.errorClass,
    latency_ms: Math.round(elapsedMs * 100) / 100,
    item_count: facts.itemCount,
    horizon: facts.horizon,
    model_version: facts.modelVersion,
    degraded: facts.degraded,
    reason: facts.reason,
    model_reason: facts.modelReason,
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
