import { type Command, Option } from 'commander';

import { deliveryStatuses, type WebhookDelivery } from '../../server/application/webhooks/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { type Column, formatTable } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { wholeNumber } from './option-values.ts';
import { usageError } from './usage-error.ts';

interface ListOptions {
  readonly status?: (typeof deliveryStatuses)[number];
  readonly first: number;
  readonly json?: boolean;
}

const columns: readonly Column<WebhookDelivery>[] = [
  { title: 'webhook', text: ({ id }) => String(id), align: 'right' },
  { title: 'event', text: ({ event }) => event },
  { title: 'alert', text: ({ alert }) => String(alert), align: 'right' },
  { title: 'status', text: ({ status }) => status },
  { title: 'attempts', text: ({ attempts }) => String(attempts), align: 'right' },
  { title: 'created', text: ({ createdAt }) => createdAt.toISOString() },
  {
    title: 'next attempt',
    text: ({ status, nextAttemptAt }) => (status === 'pending' ? nextAttemptAt.toISOString() : '-'),
  },
  { title: 'last error', text: ({ lastError }) => lastError ?? '-' },
];

/** `forecastle webhooks`: what was told to the receiver of alerts, and what could not be. */
export function addWebhooks(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  const webhooks = program
    .command('webhooks')
    .description('List deliveries of alerts to ALERT_WEBHOOK_URL; send one again.')
    .addHelpText('after', helpFooter(['webhooks', 'webhooks --status dead', 'webhooks retry 12']));

  webhooks
    .command('list', { isDefault: true })
    .description('List deliveries, newest first.')
    .addOption(new Option('--status <name>', 'in this state alone').choices(deliveryStatuses))
    .option('--first <count>', 'how many', wholeNumber(1, 1000), 20)
    .option('--json', 'print JSON')
    .action(({ status, first, json }: ListOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const found = await app.outbox.list({ status: status ?? null, limit: first });
        await terminal.write(
          json === true ? `${JSON.stringify(found, null, 2)}\n` : formatTable(columns, found),
        );
      }),
    );

  webhooks
    .command('retry')
    .argument('<number>', 'number of the delivery', wholeNumber(1, 2_147_483_647))
    .description('Let workers send a delivery again that was given up.')
    .action((id: number) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        if (!(await app.outbox.revive(id, new Date()))) {
          throw usageError(
            `There is no delivery ${id} that was given up. \`forecastle webhooks --status dead\` lists those.`,
          );
        }
        terminal.say(`Delivery ${id} is due again; a worker sends it.`);
      }),
    );
}
