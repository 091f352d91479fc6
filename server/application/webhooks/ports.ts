import type { DeliveryStatus, WebhookDelivery } from './delivery.ts';

/** How an attempt failed. */
export interface AttemptFailure {
  readonly error: string;
  /** null = it is given up. */
  readonly retryAt: Date | null;
}

/** Which deliveries; null = any. */
export interface DeliveryQuery {
  readonly status: DeliveryStatus | null;
  readonly limit: number;
}

/** Deliveries that were committed together with what they tell of. */
export interface WebhookOutbox {
  /**
   * Begins an attempt at the delivery that has been due longest, and keeps others from it until `until`. What happened to an
   * alert later waits for what happened before. null where nothing is due.
   */
  claim(at: Date, until: Date): Promise<WebhookDelivery | null>;
  /** Records that the receiver took it; false where another attempt was begun since. */
  delivered(delivery: WebhookDelivery, at: Date): Promise<boolean>;
  /** Records a failed attempt; false where another one was begun since. */
  failed(delivery: WebhookDelivery, failure: AttemptFailure, at: Date): Promise<boolean>;
  /** Newest first. */
  list(query: DeliveryQuery): Promise<readonly WebhookDelivery[]>;
  /** Makes a delivery that was given up due again, as if it had never been tried; false where there is none such. */
  revive(id: number, at: Date): Promise<boolean>;
}

/** What the receiver said. */
export type SendOutcome =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'refused';
      /** What was found, without secrets. */
      readonly error: string;
      /** Another attempt would be refused as well. */
      readonly isFinal: boolean;
    };

/** Signs and sends. */
export interface WebhookSender {
  /** What goes wrong on the way is an outcome; rejects on abort alone. */
  send(
    message: Pick<WebhookDelivery, 'webhookId' | 'body'>,
    at: Date,
    signal: AbortSignal,
  ): Promise<SendOutcome>;
}
