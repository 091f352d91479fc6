import type { BaseContext } from '@apollo/server';
import { invariant } from '#core/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { ActiveRequest, CallerGone } from './active-request.ts';
import { replyWithFailure } from './failure-reply.ts';
import { httpFailureOf, notFound } from './failures.ts';
import type { HttpParts, HttpSettings } from './http-parts.ts';
import { measureRequest } from './request-duration.ts';
import { logRequest } from './request-log.ts';
import { RequestsInFlight } from './requests-in-flight.ts';

/** Nobody reads it but the log: the status by which proxies mark a request that its caller gave up. */
const statusOfCancelled = 499;

/** Follows every request from its arrival to its log line: ids, headers, deadline, failures, drain. */
export class ActiveRequests<Context extends BaseContext> {
  readonly #settings: HttpSettings;
  readonly #parts: HttpParts<Context>;
  readonly #active = new WeakMap<FastifyRequest, ActiveRequest>();
  readonly #inFlight = new RequestsInFlight();

  constructor(settings: HttpSettings, parts: HttpParts<Context>) {
    this.#settings = settings;
    this.#parts = parts;
  }

  get isStopping(): boolean {
    return this.#inFlight.isStopping;
  }

  of(request: FastifyRequest): ActiveRequest {
    const active = this.#active.get(request);
    invariant(active, 'every request passes through onRequest first');
    return active;
  }

  drain(): Promise<void> {
    return this.#inFlight.drain(this.#settings.shutdownGraceSeconds);
  }

  /** Installs the hooks and handlers of all routes. */
  follow(app: FastifyInstance): void {
    const { version, requestTimeoutSeconds, maxRequestBytes } = this.#settings;
    const { tracer, logger, endpoint } = this.#parts;
    app.addHook('onRequest', (request, reply, done) => {
      const active = new ActiveRequest(request.headers, tracer.traceId(), requestTimeoutSeconds);
      this.#active.set(request, active);
      void reply.headers({
        'x-request-id': active.scope.requestId,
        'x-trace-id': active.scope.traceId,
        'x-api-version': version,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      // Fastify's own onResponse does not come for a connection that breaks.
      reply.raw.once('close', () => {
        this.#end(request, reply);
      });
      if (isGraphql(request)) this.#inFlight.begin(active);
      done();
    });
    app.setErrorHandler((error, request, reply) => {
      if (error instanceof CallerGone) return reply.code(statusOfCancelled).send();
      const failure = httpFailureOf(error, maxRequestBytes, (cause) =>
        endpoint.describeFailure(cause),
      );
      const { scope } = this.of(request);
      if (!failure.isExpected) {
        const ids = { request_id: scope.requestId, trace_id: scope.traceId };
        logger.error(ids, 'an unexpected failure was masked', error);
      }
      if (this.isStopping) void reply.header('connection', 'close').header('retry-after', '1');
      return replyWithFailure(reply, failure, scope);
    });
    app.setNotFoundHandler((request, reply) =>
      replyWithFailure(reply, notFound, this.of(request).scope),
    );
  }

  #end(request: FastifyRequest, reply: FastifyReply): void {
    const active = this.of(request);
    const { scope, elapsedMs } = active;
    const isGone = !reply.raw.writableFinished;
    if (isGone) {
      scope.facts.outcome = 'cancelled';
      active.abort(new CallerGone('the caller went away'));
    }
    active.end();
    this.#inFlight.end(active);
    const { method } = request;
    const path = request.routeOptions.url ?? 'unknown';
    const status = isGone ? statusOfCancelled : reply.statusCode;
    const ended = { scope, path, method, status, elapsedMs };
    logRequest(this.#parts.logger, ended, isGraphql(request));
    measureRequest(this.#parts.metrics, ended);
  }
}

function isGraphql(request: FastifyRequest): boolean {
  return request.routeOptions.url === '/graphql';
}
