import type { Alert } from '../monitoring/index.ts';

/** What happened to an alert. */
export const alertEvents = ['alert.raised', 'alert.resolved'] as const;
export type AlertEvent = (typeof alertEvents)[number];

/** The body of a delivery: the form that Standard Webhooks recommends, with the alert as it was at that moment. */
export function alertMessage(event: AlertEvent, alert: Alert, at: Date): string {
  const { id, kind, dataset, subject, severity, value, threshold, message, runbook } = alert;
  return JSON.stringify({
    type: event,
    timestamp: at.toISOString(),
    data: {
      ...{ alert: id, kind, dataset, subject, severity, value, threshold, message, runbook },
      raisedAt: alert.raisedAt.toISOString(),
      resolvedAt: alert.resolvedAt?.toISOString() ?? null,
    },
  });
}
