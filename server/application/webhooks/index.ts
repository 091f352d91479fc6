/** Telling others of alerts: what is sent, when it is sent again and when it is given up. */
export { type AlertEvent, alertEvents, alertMessage } from './alert-message.ts';
export { DeliverWebhooks } from './deliver-webhooks.ts';
export { deliveryStatuses, type DeliveryStatus, type WebhookDelivery } from './delivery.ts';
export type {
  AttemptFailure,
  DeliveryQuery,
  SendOutcome,
  WebhookOutbox,
  WebhookSender,
} from './ports.ts';
