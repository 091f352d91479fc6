import { Repeating } from '../application/repeating.ts';
import type { Logger } from '../application/telemetry.ts';
import { DeliverWebhooks } from '../application/webhooks/index.ts';
import type { Config } from '../config/index.ts';
import { type Database, PostgresWebhookOutbox } from '../storage/index.ts';
import { HttpWebhookSender } from '../webhooks/index.ts';

/** How long a new delivery waits for the next look at most. */
const pauseSeconds = 2;

interface WebhookParts {
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** The outbox, and what delivers from it once it is started; null where no receiver is configured. */
export function wireWebhooks({ database, logger, now }: WebhookParts, config: Config) {
  const outbox = new PostgresWebhookOutbox(database);
  const { alertWebhookUrl: url, alertWebhookSecret: secret } = config;
  if (url === null || secret === null) return { outbox, delivering: null };
  const sender = new HttpWebhookSender({
    ...{ url, secret },
    allowsPrivate: config.alertWebhookAllowPrivate,
    timeoutSeconds: config.alertWebhookTimeoutSeconds,
  });
  const deliver = new DeliverWebhooks(
    { outbox, sender, logger, now, random: () => Math.random() },
    config,
  );
  const work = (signal: AbortSignal) => deliver.execute(signal);
  return { outbox, delivering: new Repeating({ name: 'webhooks', pauseSeconds, work }, logger) };
}
