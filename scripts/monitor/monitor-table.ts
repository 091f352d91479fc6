import type { Alert, Judgement } from '../../server/application/monitoring/index.ts';
import { stateOf } from '../../server/application/monitoring/index.ts';
import type { Column } from '../terminal/index.ts';

const rounded = (value: number) => String(Number(value.toFixed(2)));

/** What was measured beside its threshold. */
export const judgementColumns: readonly Column<Judgement>[] = [
  { title: 'measured', text: ({ topic }) => topic.kind },
  { title: 'dataset', text: ({ topic }) => topic.dataset ?? '-' },
  { title: 'subject', text: ({ topic }) => (topic.subject === '' ? '-' : topic.subject) },
  { title: 'value', align: 'right', text: ({ value }) => rounded(value) },
  { title: 'threshold', align: 'right', text: ({ threshold }) => rounded(threshold) },
  { title: 'result', text: ({ breach }) => breach?.severity ?? 'fine' },
];

/** Alerts that are not resolved. */
export const alertColumns: readonly Column<Alert>[] = [
  { title: 'alert', text: ({ kind }) => kind },
  { title: 'dataset', text: ({ dataset }) => dataset ?? '-' },
  { title: 'subject', text: ({ subject }) => (subject === '' ? '-' : subject) },
  { title: 'severity', text: ({ severity }) => severity },
  { title: 'state', text: stateOf },
  { title: 'since', text: ({ raisedAt }) => raisedAt.toISOString() },
  { title: 'seen', align: 'right', text: ({ timesSeen }) => String(timesSeen) },
  { title: 'runbook', text: ({ runbook }) => runbook },
];
