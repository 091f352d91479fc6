import { ForecastError } from '#core/errors';

import type { ActiveRequest } from './active-request.ts';

/** Counts the GraphQL requests that are being served, so that a stop can wait for them. */
export class RequestsInFlight {
  readonly #requests = new Set<ActiveRequest>();
  #whenIdle = Promise.withResolvers<undefined>();
  #stopping = false;

  get isStopping(): boolean {
    return this.#stopping;
  }

  /** @throws ForecastError SHUTTING_DOWN while the process stops. */
  begin(request: ActiveRequest): void {
    if (this.#stopping) throw shuttingDown('takes no new requests');
    this.#requests.add(request);
  }

  end(request: ActiveRequest): void {
    this.#requests.delete(request);
    if (this.#stopping && this.#requests.size === 0) this.#whenIdle.resolve(undefined);
  }

  /** Refuses new requests and resolves when none is left; those that outlast the grace are aborted. */
  async drain(graceSeconds: number): Promise<void> {
    this.#stopping = true;
    if (this.#requests.size === 0) return;
    const grace = setTimeout(() => {
      for (const request of this.#requests) request.abort(shuttingDown('cannot finish it'));
    }, graceSeconds * 1000);
    await this.#whenIdle.promise;
    clearTimeout(grace);
  }
}

function shuttingDown(what: string): ForecastError {
  return new ForecastError(
    'SHUTTING_DOWN',
    `This process is stopping and ${what}. Send the request again; another instance, or this one after its restart, will answer.`,
    { retryAfterSeconds: 1 },
  );
}
