/**
 * A process that sends a webhook and stands still before it records that: `node deliver-and-stall.ts <database url> <receiver url>`.
 * Tells its parent when it has got there.
 */
import { DeliverWebhooks } from '../../application/webhooks/index.ts';
import { openDatabase, PostgresWebhookOutbox } from '../../storage/index.ts';
import { silentLogger } from '../../telemetry/index.ts';
import { HttpWebhookSender } from '../index.ts';
import { testSecret } from './webhook-receiver.ts';

const [databaseUrl = '', url = ''] = process.argv.slice(2);
const database = await openDatabase({
  url: databaseUrl,
  poolSize: 2,
  statementTimeoutSeconds: 60,
});
const sender = new HttpWebhookSender({
  ...{ url, secret: testSecret, allowsPrivate: true, timeoutSeconds: 10 },
});
const deliver = new DeliverWebhooks(
  {
    outbox: new PostgresWebhookOutbox(database),
    sender: {
      send: async (...parts) => {
        await sender.send(...parts);
        process.send?.('sent');
        return new Promise(() => undefined);
      },
    },
    logger: silentLogger,
    now: () => new Date(),
    random: () => 0,
  },
  { alertWebhookTimeoutSeconds: 10, alertWebhookAttempts: 8 },
);
await deliver.execute(new AbortController().signal);
