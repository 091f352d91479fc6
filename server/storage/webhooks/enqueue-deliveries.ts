import type { PoolClient } from 'pg';

import type { Alert, AlertChanges } from '../../application/monitoring/index.ts';
import { type AlertEvent, alertMessage } from '../../application/webhooks/index.ts';

/** Writes what a receiver must hear of, in the transaction that raises and resolves the alerts: both count, or neither. */
export async function enqueueDeliveries(
  client: PoolClient,
  { raised, resolved }: Pick<AlertChanges, 'raised' | 'resolved'>,
  at: Date,
): Promise<void> {
  const entry = (event: AlertEvent) => (alert: Alert) => ({
    alert: alert.id,
    event,
    body: alertMessage(event, alert, at),
  });
  const entries = [...resolved.map(entry('alert.resolved')), ...raised.map(entry('alert.raised'))];
  if (entries.length === 0) return;
  await client.query(
    `insert into webhook_delivery (alert_id, event, body, next_attempt_at, created_at)
     select e.alert, e.event, e.body, $2, $2
     from jsonb_to_recordset($1::jsonb) as e(alert integer, event text, body text)`,
    [JSON.stringify(entries), at],
  );
}
