import type { BaseContext } from '@apollo/server';
import { ForecastError } from '#core/errors';
import { GraphQLError } from 'graphql';
import {
  type Context as SocketContext,
  handleProtocols,
  type ServerOptions,
  type SubscribePayload,
} from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

import type { HttpParts, HttpSettings } from '../http-parts.ts';
import { logRequest } from '../request-log.ts';
import { ActiveSubscription } from './active-subscription.ts';
import { ClientPlaces } from './client-places.ts';
import { upgradeRefusal } from './upgrade-refusal.ts';

interface SocketParts<Context extends BaseContext> extends Pick<
  HttpParts<Context>,
  'endpoint' | 'logger' | 'tracer'
> {
  readonly isStopping: () => boolean;
}

type Socket = SocketContext<Record<string, unknown> | undefined, Extra>;

/** A socket that does not answer a ping for so long is closed. */
const keepAliveMs = 12_000;

/**
 * Sockets at `/graphql` for subscriptions. Every operation passes the checks of those over HTTP, has ids and a signal of its own,
 * and counts against its client; the places are given back however it ends.
 */
export class SubscriptionSockets<Context extends BaseContext> {
  readonly #settings: HttpSettings;
  readonly #parts: SocketParts<Context>;
  readonly #server: WebSocketServer;
  readonly #protocol: { readonly dispose: () => void | Promise<void> };
  readonly #sockets: ClientPlaces;
  readonly #subscriptions: ClientPlaces;
  readonly #active = new WeakMap<Socket, Map<SubscribePayload, ActiveSubscription>>();

  constructor(server: Server, settings: HttpSettings, parts: SocketParts<Context>) {
    this.#settings = settings;
    this.#parts = parts;
    this.#sockets = new ClientPlaces(settings.maxSubscriptionsPerClient);
    this.#subscriptions = new ClientPlaces(settings.maxSubscriptionsPerClient);
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: settings.maxRequestBytes,
      handleProtocols: (protocols) => handleProtocols(protocols),
      // What a client ends gives its place back before the next message of the same packet asks for one.
      allowSynchronousEvents: false,
    });
    this.#protocol = useServer(this.#options(), this.#server, keepAliveMs);
    server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  /** Tells every client to go away (code 1001: it may come back, to another process) and ends what it had. */
  async close(): Promise<void> {
    await this.#protocol.dispose();
    for (const client of this.#server.clients) client.terminate();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { corsOrigins } = this.#settings;
    const client = clientOf(request);
    const isStopping = this.#parts.isStopping();
    const refusal = upgradeRefusal(request, { corsOrigins, isStopping });
    if (refusal !== null || !this.#sockets.take(client)) {
      socket.end(`HTTP/1.1 ${refusal ?? '429 Too Many Requests'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    socket.once('close', () => {
      this.#sockets.give(client);
    });
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      this.#server.emit('connection', opened, request);
    });
  }

  #options(): ServerOptions<Record<string, unknown> | undefined, Extra> {
    const { endpoint } = this.#parts;
    return {
      onSubscribe: (socket, _id, payload) => {
        const { scope, hasPlace } = this.#begin(socket, payload);
        if (!hasPlace) return [this.#tooMany()];
        return endpoint.within(scope, () => endpoint.subscriptionRequest(payload, scope));
      },
      onNext: (socket, _id, payload, _args, { data = null, errors }) => {
        const scope = this.#active.get(socket)?.get(payload)?.scope;
        if (scope === undefined) return;
        const extensions = { traceId: scope.traceId };
        if (errors === undefined) return { data, extensions };
        scope.facts.outcome = 'error';
        return { data, errors: endpoint.formatErrors(errors, scope), extensions };
      },
      onError: (socket, _id, payload, errors) => {
        const scope = this.#active.get(socket)?.get(payload)?.scope;
        if (scope === undefined) return;
        scope.facts.outcome = 'error';
        const formatted = endpoint.formatErrors(errors, scope);
        this.#end(socket, payload);
        return formatted;
      },
      onComplete: (socket, _id, payload) => {
        this.#end(socket, payload);
      },
      onClose: (socket) => {
        for (const payload of this.#active.get(socket)?.keys() ?? []) this.#end(socket, payload);
      },
    };
  }

  #begin(socket: Socket, payload: SubscribePayload): ActiveSubscription {
    const { request } = socket.extra;
    const hasPlace = this.#subscriptions.take(clientOf(request));
    const active = new ActiveSubscription(request, this.#parts.tracer.traceId(), hasPlace);
    const others = this.#active.get(socket) ?? new Map<SubscribePayload, ActiveSubscription>();
    // By the message itself: a client may use an id again before its first use has ended.
    this.#active.set(socket, others.set(payload, active));
    return active;
  }

  #end(socket: Socket, payload: SubscribePayload): void {
    const active = this.#active.get(socket)?.get(payload);
    if (active === undefined) return;
    this.#active.get(socket)?.delete(payload);
    if (active.hasPlace) this.#subscriptions.give(clientOf(socket.extra.request));
    active.end();
    const { scope, elapsedMs } = active;
    const ended = { scope, elapsedMs, path: '/graphql', method: 'WEBSOCKET', status: 200 };
    logRequest(this.#parts.logger, ended, true);
  }

  #tooMany(): GraphQLError {
    const maximum = this.#settings.maxSubscriptionsPerClient;
    const message = `This client holds ${maximum} subscriptions already, the most that one may. End some first, or raise MAX_SUBSCRIPTIONS_PER_CLIENT.`;
    const details = { limit: 'subscriptions', found: maximum + 1, maximum };
    const originalError = new ForecastError('LIMIT_EXCEEDED', message, details);
    return new GraphQLError(message, { originalError });
  }
}

/** Who asks: the address of the connection, which a proxy shares among all behind it. */
function clientOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? 'unknown';
}
