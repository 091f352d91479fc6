import type { BacktestSummary } from '../../server/application/backtests/index.ts';
import { type Column, formatCount, formatTable } from '../terminal/index.ts';

/** Models that are named before they are only counted. */
const namedModels = 3;

const columns: readonly Column<BacktestSummary>[] = [
  { title: 'run', align: 'right', text: ({ id }) => String(id) },
  { title: 'dataset', text: ({ config }) => config.dataset },
  { title: 'items', align: 'right', text: ({ items }) => formatCount(items) },
  { title: 'models', text: ({ config }) => modelsOf(config.models) },
  { title: 'windows', text: ({ config }) => `${config.windows} x ${config.horizon}` },
  { title: 'step', align: 'right', text: ({ config }) => String(config.stepSize) },
  { title: 'as of', text: ({ asOf }) => minuteOf(asOf) },
  { title: 'release', text: ({ config }) => config.release },
  { title: 'status', text: statusOf },
  {
    title: 'finished',
    text: ({ completedAt }) => (completedAt === null ? '-' : minuteOf(completedAt)),
  },
];

/** Stored runs for people. */
export function formatRuns(runs: readonly BacktestSummary[]): string {
  return formatTable(columns, runs);
}

/** A stored run for programs. */
export function runJson({ config, ...run }: BacktestSummary): object {
  return { ...run, units: unitsOf(config), config };
}

function modelsOf(models: readonly string[]): string {
  return models.length > namedModels ? `${models.length} models` : models.join(', ');
}

function statusOf({ config, unitsDone, completedAt }: BacktestSummary): string {
  return completedAt === null ? `${unitsDone} of ${unitsOf(config)} units` : 'finished';
}

function unitsOf({ models, windows }: BacktestSummary['config']): number {
  return models.length * windows;
}

/** UTC to the minute. */
function minuteOf(instant: Date): string {
  return instant.toISOString().slice(0, 16).replace('T', ' ');
}
