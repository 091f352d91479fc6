import { z } from 'zod';

import {
  type Alert,
  alertKinds,
  alertSeverities,
  runbookOf,
} from '../../application/monitoring/index.ts';

/** The columns of an alert, in the words of the domain. Needs the table `alert a`. */
export const alertColumns = `
  a.id, a.kind, (select d.slug from dataset d where d.id = a.dataset_id) as dataset, a.subject, a.severity, a.value,
  a.threshold, a.message, a.raised_at as "raisedAt", a.last_seen_at as "lastSeenAt", a.times_seen as "timesSeen",
  a.acknowledged_by as "acknowledgedBy", a.acknowledged_at as "acknowledgedAt", a.acknowledge_note as "acknowledgeNote",
  a.resolved_at as "resolvedAt"`;

export interface AlertRow extends Omit<Alert, 'kind' | 'severity' | 'runbook' | 'acknowledgement'> {
  readonly kind: string;
  readonly severity: string;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgeNote: string | null;
}

export function alertFromRow(row: AlertRow): Alert {
  const { acknowledgedBy: by, acknowledgedAt: at, acknowledgeNote: note, ...plain } = row;
  const kind = z.enum(alertKinds).parse(row.kind);
  return {
    id: plain.id,
    kind,
    dataset: plain.dataset,
    subject: plain.subject,
    severity: z.enum(alertSeverities).parse(row.severity),
    value: plain.value,
    threshold: plain.threshold,
    message: plain.message,
    runbook: runbookOf(kind),
    raisedAt: plain.raisedAt,
    lastSeenAt: plain.lastSeenAt,
    timesSeen: plain.timesSeen,
    acknowledgement: by === null || at === null ? null : { by, at, note: note ?? '' },
    resolvedAt: plain.resolvedAt,
  };
}
