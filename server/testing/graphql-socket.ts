import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

/** One message of a subscription as a test looks at it. */
export interface SubscriptionMessage {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** A client of subscriptions over one socket; disposing closes it. */
export interface GraphqlSocket extends AsyncDisposable {
  /** The messages of a subscription until it ends; `errors` where it was refused. */
  messages(
    query: string,
    variables?: Record<string, unknown>,
  ): AsyncGenerator<SubscriptionMessage, void, undefined>;
  /** The code that the server closed the socket with. */
  readonly closed: Promise<number>;
}

/** Connects to the service at `url`. */
export function connectSocket(url: string): GraphqlSocket {
  const closed = Promise.withResolvers<number>();
  const client: Client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    on: {
      closed: (event) => {
        closed.resolve((event as { readonly code: number }).code);
      },
    },
  });
  return {
    closed: closed.promise,
    messages: (query, variables = {}) => messages(client, { query, variables }),
    [Symbol.asyncDispose]: async () => {
      await client.dispose();
    },
  };
}

async function* messages(
  client: Client,
  request: { readonly query: string; readonly variables: Record<string, unknown> },
): AsyncGenerator<SubscriptionMessage, void, undefined> {
  try {
    for await (const message of client.iterate(request)) yield message as SubscriptionMessage;
  } catch (error) {
    if (!Array.isArray(error)) throw error;
    yield { errors: error as SubscriptionMessage['errors'] & object };
  }
}
