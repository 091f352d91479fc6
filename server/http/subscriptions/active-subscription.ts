import type { IncomingMessage } from 'node:http';

import type { RequestScope } from '../../application/request-scope.ts';
import { CallerGone } from '../active-request.ts';
import { requestIdOf, traceIdOf } from '../request-ids.ts';

/** A subscription from its arrival to its end. Unlike a request it has no deadline. */
export class ActiveSubscription {
  readonly scope: RequestScope;
  /** Whether it counts as one of its client. */
  readonly hasPlace: boolean;
  readonly #abort = new AbortController();
  readonly #startedAt = performance.now();

  constructor({ headers }: IncomingMessage, traceId: string | null, hasPlace: boolean) {
    this.hasPlace = hasPlace;
    this.scope = {
      requestId: requestIdOf(headers),
      traceId: traceIdOf(headers, traceId),
      signal: this.#abort.signal,
      facts: {},
    };
  }

  /** Milliseconds since it arrived. */
  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Ends what still runs for it. */
  end(): void {
    this.#abort.abort(new CallerGone('the subscription ended'));
  }
}
