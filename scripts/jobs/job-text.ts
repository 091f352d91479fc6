import type { Job } from '../../server/application/jobs/index.ts';
import { type Column, formatBytes, formatDuration, formatNumber } from '../terminal/index.ts';

export const jobColumns: readonly Column<Job>[] = [
  { title: 'job', text: ({ id }) => String(id), align: 'right' },
  { title: 'kind', text: ({ kind }) => kind },
  { title: 'dataset', text: ({ dataset }) => dataset },
  { title: 'status', text: ({ status }) => status },
  { title: 'done', text: doneText },
  { title: 'attempts', text: ({ attempts }) => String(attempts), align: 'right' },
  { title: 'price', text: ({ cost }) => formatNumber(cost.price), align: 'right' },
  { title: 'started', text: ({ createdAt }) => createdAt.toISOString() },
  { title: 'error', text: ({ error }) => error?.code ?? '-' },
];

/** Everything that an operator wants to know of one job, line by line. */
export function formatJob(job: Job): string {
  const { progress, cost, error, result, traceparent, deadline, budget } = job;
  const lines: readonly (readonly [string, string | null])[] = [
    ['job', `${job.id} (${job.kind} on ${job.dataset})`],
    ['status', job.status],
    ['stage', progress.stage],
    ['done', doneText(job)],
    [
      'time left',
      progress.secondsLeft === null ? null : formatDuration(progress.secondsLeft * 1000),
    ],
    ['WAPE so far', progress.wape === null ? null : formatNumber(progress.wape)],
    ['attempts', String(job.attempts)],
    ['CPU', formatDuration(cost.cpuSeconds * 1000)],
    ['elapsed', formatDuration(cost.wallSeconds * 1000)],
    ['peak memory', formatBytes(cost.peakMemoryBytes)],
    ['price', formatNumber(cost.price)],
    ['budget', budget === null ? null : formatNumber(budget)],
    ['deadline', deadline?.toISOString() ?? null],
    ['started', job.createdAt.toISOString()],
    ['ended', job.finishedAt?.toISOString() ?? null],
    ['cancelled', job.cancelRequestedAt?.toISOString() ?? null],
    ['error', error === null ? null : `${error.code}: ${error.message}`],
    ['result', result === null ? null : resultText(result)],
    ['trace', traceparent?.split('-')[1] ?? null],
    ['input', JSON.stringify(job.input)],
  ];
  return lines.flatMap(([name, text]) => (text === null ? [] : `${name}: ${text}\n`)).join('');
}

function doneText({ progress: { done, total, unit } }: Job): string {
  return total === null ? '-' : `${done} of ${total} ${unit}`;
}

function resultText(result: NonNullable<Job['result']>): string {
  switch (result.kind) {
    case 'backtest':
      return `backtest ${result.run}`;
    case 'forecast-issue':
      return `issue ${result.issue}`;
    case 'forecast-export':
      return `export ${result.export}`;
    case 'model-version': {
      const { model, version, promotion } = result;
      return `${model}@${version}${promotion === null ? '' : ` (${promotion})`}`;
    }
    case 'drift-report':
      return `drift report ${result.report}`;
    case 'alerts':
      return `${result.raised} alert(s) raised, ${result.resolved} resolved`;
  }
}
