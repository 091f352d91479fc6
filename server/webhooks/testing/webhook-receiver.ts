import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { Webhook } from 'standardwebhooks';

/** A secret as Standard Webhooks has them. */
export const testSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

interface ReceivedMessage {
  readonly id: string;
  /** The body, if the signature is the sender's. */
  readonly body: unknown;
}

/** A receiver on a free port; it verifies signatures with the reference implementation of the specification. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedMessage[];
}

/** Answers the first message with the first answer and so on, the rest with the last; a number is a status. */
export async function startReceiver(
  answers: readonly (number | ((response: ServerResponse) => void))[] = [200],
): Promise<WebhookReceiver> {
  const received: ReceivedMessage[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      received.push(verified(request.headers, await text(request)));
      const answer = answers[received.length - 1] ?? answers.at(-1)!;
      if (typeof answer === 'function') answer(response);
      else response.writeHead(answer).end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function verified(headers: IncomingHttpHeaders, body: string): ReceivedMessage {
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  return { id: named['webhook-id'] ?? '', body: new Webhook(testSecret).verify(body, named) };
}
