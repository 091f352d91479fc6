/** Sends webhooks over HTTPS, signed by the Standard Webhooks scheme, to public addresses unless told otherwise. */
export { HttpWebhookSender } from './http-webhook-sender.ts';
