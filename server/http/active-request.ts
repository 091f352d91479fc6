import { ForecastError } from '#core/errors';
import type { IncomingHttpHeaders } from 'node:http';

import type { RequestScope } from '../application/request-scope.ts';
import { requestIdOf, traceIdOf } from './request-ids.ts';

/** Why a request is aborted whose connection was closed before its answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/** A request between its arrival and the end of its response. */
export class ActiveRequest {
  readonly scope: RequestScope;
  readonly #abort = new AbortController();
  readonly #startedAt = performance.now();
  readonly #deadline: NodeJS.Timeout;

  constructor(headers: IncomingHttpHeaders, traceId: string | null, timeoutSeconds: number) {
    this.scope = {
      requestId: requestIdOf(headers),
      traceId: traceIdOf(headers, traceId),
      signal: this.#abort.signal,
      facts: {},
    };
    this.#deadline = setTimeout(() => {
      this.abort(timeout(timeoutSeconds));
    }, timeoutSeconds * 1000);
  }

  /** Milliseconds since the request arrived. */
  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Makes the work of the request stop with `reason`. */
  abort(reason: Error): void {
    this.#abort.abort(reason);
  }

  /** The response has ended. */
  end(): void {
    clearTimeout(this.#deadline);
  }
}

function timeout(seconds: number): ForecastError {
  return new ForecastError(
    'REQUEST_TIMEOUT',
    `The request took longer than ${seconds} s and was stopped. Ask for less at once, or raise REQUEST_TIMEOUT_SECONDS.`,
    { timeoutMs: seconds * 1000 },
  );
}
