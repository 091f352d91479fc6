import type { AlertEvent } from './alert-message.ts';

/** `dead` = given up: it is sent again only when somebody asks for it. */
export const deliveryStatuses = ['pending', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One event that a receiver must hear of. */
export interface WebhookDelivery {
  /** Grows with time. */
  readonly id: number;
  /** Header `webhook-id`: the same at every attempt, so that receivers can tell what they have seen. */
  readonly webhookId: string;
  readonly alert: number;
  readonly event: AlertEvent;
  /** What is sent, byte for byte. */
  readonly body: string;
  readonly status: DeliveryStatus;
  /** Begun so far; one whose process died counts. */
  readonly attempts: number;
  /** When it is due, or due again unless the attempt under way is recorded. */
  readonly nextAttemptAt: Date;
  /** Why the last attempt failed. */
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}
