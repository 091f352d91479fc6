import { describe, expect, test } from 'vitest';

import { HttpWebhookSender } from './index.ts';
import { startReceiver, testSecret } from './testing/webhook-receiver.ts';

const message = { webhookId: 'msg_1', body: '{}' };
const never = new AbortController().signal;

function senderTo(url: string, change: { allowsPrivate?: boolean; timeoutSeconds?: number } = {}) {
  const usual = { allowsPrivate: true, timeoutSeconds: 10, secret: testSecret };
  return new HttpWebhookSender({ ...usual, ...change, url });
}

const send = (sender: HttpWebhookSender) => sender.send(message, new Date(), never);

describe('a sender', () => {
  test('follows no redirect', async () => {
    await using inner = await startReceiver();
    await using outer = await startReceiver([
      (response) => response.writeHead(307, { location: inner.url }).end(),
    ]);
    expect(await send(senderTo(outer.url))).toMatchObject({
      kind: 'refused',
      error: expect.stringContaining('307') as string,
      isFinal: false,
    });
    expect(inner.received).toEqual([]);
  });

  test('takes the status for the answer, however long the rest of it is', async () => {
    await using receiver = await startReceiver([
      (response) => {
        response.writeHead(200);
        response.write(Buffer.alloc(1_000_000));
      },
    ]);
    expect(await send(senderTo(receiver.url))).toEqual({ kind: 'accepted' });
  });

  test('gives up on a receiver that does not answer, and on being stopped', async () => {
    await using receiver = await startReceiver([() => undefined]);
    expect(await send(senderTo(receiver.url, { timeoutSeconds: 0.05 }))).toEqual({
      ...{ kind: 'refused', isFinal: false },
      error: 'No answer within 0.05 s.',
    });
    const stopped = senderTo(receiver.url).send(message, new Date(), AbortSignal.abort());
    await expect(stopped).rejects.toThrow();
  });

  test('says where nobody listens', async () => {
    const { url } = await startReceiver().then(async (receiver) => {
      await receiver[Symbol.asyncDispose]();
      return receiver;
    });
    expect(await send(senderTo(url))).toMatchObject({
      kind: 'refused',
      error: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  test.each(['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]'])(
    'connects to no private address unless it may: %s',
    async (host) => {
      await using receiver = await startReceiver();
      const { port } = new URL(receiver.url);
      const sender = senderTo(`http://${host}:${port}/hook`, { allowsPrivate: false });
      expect(await send(sender)).toMatchObject({
        kind: 'refused',
        error: expect.stringContaining('ALERT_WEBHOOK_ALLOW_PRIVATE') as string,
      });
      expect(receiver.received).toEqual([]);
    },
  );
});
