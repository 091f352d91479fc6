import { createHmac } from 'node:crypto';

/**
 * The headers of a message by the Standard Webhooks specification: HMAC-SHA256 over id, timestamp and body.
 * @param secret `whsec_` and the key in base64
 */
export function signedHeaders(
  { webhookId, body }: { readonly webhookId: string; readonly body: string },
  at: Date,
  secret: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key)
    .update(`${webhookId}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': webhookId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
