import { once } from 'node:events';
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { timeLimit } from '../application/time-limit.ts';
import type { SendOutcome, WebhookDelivery, WebhookSender } from '../application/webhooks/index.ts';
import { isPublic, PrivateAddress, publicLookup } from './public-lookup.ts';
import { signedHeaders } from './signature.ts';

/** Settings of the sender. */
interface SenderSettings {
  readonly url: string;
  readonly secret: string;
  readonly allowsPrivate: boolean;
  readonly timeoutSeconds: number;
}

/** The answer of a receiver is read up to here, only to end the exchange in peace; nothing of it is kept. */
const mostAnswerBytes = 65_536;
const longestError = 500;
const gone = 410;

/**
 * Posts messages to one URL. Follows no redirect, uses no proxy, keeps no connection, reads little of the answer, and connects to
 * addresses of the public internet alone unless it may do otherwise.
 */
export class HttpWebhookSender implements WebhookSender {
  readonly #settings: SenderSettings;
  readonly #url: URL;

  constructor(settings: SenderSettings) {
    this.#settings = settings;
    this.#url = new URL(settings.url);
  }

  async send(
    message: Pick<WebhookDelivery, 'webhookId' | 'body'>,
    at: Date,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    const seconds = this.#settings.timeoutSeconds;
    const limit = timeLimit(seconds);
    try {
      const response = await this.#post(message, at, AbortSignal.any([signal, limit.signal]));
      await drain(response);
      return outcomeOf(response.statusCode ?? 0);
    } catch (error) {
      signal.throwIfAborted();
      return refused(limit.signal.aborted ? `No answer within ${seconds} s.` : textOf(error));
    } finally {
      limit.lift();
    }
  }

  async #post(
    message: Pick<WebhookDelivery, 'webhookId' | 'body'>,
    at: Date,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const { secret, allowsPrivate } = this.#settings;
    const isSecure = this.#url.protocol === 'https:';
    if (!allowsPrivate) refusePrivateLiteral(this.#url);
    const lookup: { readonly lookup?: LookupFunction } = allowsPrivate
      ? {}
      : { lookup: publicLookup() };
    const request = (isSecure ? httpsRequest : httpRequest)(this.#url, {
      method: 'POST',
      signal,
      agent: isSecure ? new HttpsAgent() : new HttpAgent(),
      ...lookup,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(message.body),
        'user-agent': 'forecastle',
        ...signedHeaders(message, at, secret),
      },
    });
    // What breaks after the answer began is heard by whoever reads it.
    request.on('error', () => undefined);
    request.end(message.body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  }
}

/** Hosts that are addresses already are never looked up. */
function refusePrivateLiteral({ hostname }: URL): void {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0 && !isPublic(address)) throw new PrivateAddress(hostname, address);
}

/** The status is known: whatever becomes of the rest changes nothing. */
async function drain(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes > mostAnswerBytes) break;
    }
  } catch {
    response.destroy();
  }
}

function outcomeOf(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  return refused(`The receiver answered with status ${status}; expected 2xx.`, status === gone);
}

function refused(error: string, isFinal = false): SendOutcome {
  return { kind: 'refused', error: error.slice(0, longestError), isFinal };
}

function textOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(textOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
