import type { Logger } from '../telemetry.ts';
import type { WebhookDelivery } from './delivery.ts';
import type { SendOutcome, WebhookOutbox, WebhookSender } from './ports.ts';
import { retryDelaySeconds } from './retry-delay.ts';

interface DeliveryPorts {
  readonly outbox: WebhookOutbox;
  readonly sender: WebhookSender;
  readonly logger: Logger;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** A Config fits. */
interface DeliverySettings {
  readonly alertWebhookTimeoutSeconds: number;
  readonly alertWebhookAttempts: number;
}

/** Beyond the timeout of an attempt: the time to record it. An attempt that took longer died with its process. */
const recordingSeconds = 30;

/**
 * Use case: send what is due. At least once: an attempt that nobody recorded, since its process died, is made again with the
 * same `webhook-id`, by which a receiver knows it.
 */
export class DeliverWebhooks {
  readonly #ports: DeliveryPorts;
  readonly #settings: DeliverySettings;

  constructor(ports: DeliveryPorts, settings: DeliverySettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /** Resolves when nothing is due any more or the signal is aborted. */
  async execute(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const delivery = await this.#claim();
      if (delivery === null) return;
      await this.#attempt(delivery, signal);
    }
  }

  #claim(): Promise<WebhookDelivery | null> {
    const at = this.#ports.now();
    const seconds = this.#settings.alertWebhookTimeoutSeconds + recordingSeconds;
    return this.#ports.outbox.claim(at, inSeconds(at, seconds));
  }

  async #attempt(delivery: WebhookDelivery, signal: AbortSignal): Promise<void> {
    const { outbox, sender, logger, now } = this.#ports;
    const fields = { webhook_id: delivery.webhookId, alert: delivery.alert };
    if (delivery.attempts > this.#settings.alertWebhookAttempts) {
      const error = 'The processes that made the last attempts died.';
      await this.#refused(delivery, { kind: 'refused', error, isFinal: true });
      return;
    }
    const outcome = await sender.send(delivery, now(), signal);
    if (outcome.kind === 'refused') {
      await this.#refused(delivery, outcome);
      return;
    }
    await outbox.delivered(delivery, now());
    logger.info({ ...fields, attempt: delivery.attempts }, 'a webhook was delivered');
  }

  async #refused(
    delivery: WebhookDelivery,
    { error, isFinal }: Extract<SendOutcome, { kind: 'refused' }>,
  ): Promise<void> {
    const { outbox, logger, now, random } = this.#ports;
    const { webhookId: webhook_id, alert, attempts: attempt } = delivery;
    const isDead = isFinal || attempt >= this.#settings.alertWebhookAttempts;
    const retryAt = isDead ? null : inSeconds(now(), retryDelaySeconds(attempt, random()));
    await outbox.failed(delivery, { error, retryAt }, now());
    const fields = { webhook_id, alert, attempt, detail: error };
    if (isDead) logger.error(fields, 'a webhook was given up: see `forecastle webhooks`');
    else logger.warn(fields, 'a webhook was not accepted, another attempt follows');
  }
}

function inSeconds(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}
