import { z } from 'zod';

import {
  alertEvents,
  deliveryStatuses,
  type WebhookDelivery,
} from '../../application/webhooks/index.ts';

/** The columns of a delivery. Needs the table `webhook_delivery d`. */
export const deliveryColumns = `
  d.id, d.webhook_id as "webhookId", d.alert_id as alert, d.event, d.body, d.status, d.attempts,
  d.next_attempt_at as "nextAttemptAt", d.last_error as "lastError", d.created_at as "createdAt",
  d.finished_at as "finishedAt"`;

const deliveryRow = z.object({
  id: z.int(),
  webhookId: z.string(),
  alert: z.int(),
  event: z.enum(alertEvents),
  body: z.string(),
  status: z.enum(deliveryStatuses),
  attempts: z.int(),
  nextAttemptAt: z.date(),
  lastError: z.string().nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
}) satisfies z.ZodType<WebhookDelivery>;

export function deliveryFromRow(row: unknown): WebhookDelivery {
  return deliveryRow.parse(row);
}
