import type { Counters, Durations, Gauges } from '../application/metrics.ts';

interface Described {
  readonly unit: string;
  readonly description: string;
}

/** Units and texts of the metrics, as backends show them; docs/guides/operate.md lists them. */
export const counters = {
  'forecast.items': { unit: '{item}', description: 'Items that were forecast.' },
  'forecast.degradations': {
    unit: '{item}',
    description: 'Items that another model than the requested one forecast.',
  },
} satisfies Record<keyof Counters, Described>;

export const durations = {
  'forecast.duration': { unit: 's', description: 'Duration of requests for forecasts.' },
  'model.load.duration': {
    unit: 's',
    description: 'Duration of reading, checking and warming a version of a learned model.',
  },
  'http.server.request.duration': { unit: 's', description: 'Duration of HTTP requests.' },
} satisfies Record<keyof Durations, Described>;

export const gauges = {
  'threads.waiting': { unit: '{run}', description: 'Runs that wait for a thread.' },
  'threads.busy': { unit: '{thread}', description: 'Threads that compute.' },
  'threads.started': { unit: '{thread}', description: 'Threads that are started.' },
  'model.breaker.state': {
    unit: '1',
    description: 'Breaker of a version: 0 closed, 1 half open, 2 open.',
  },
} satisfies Record<keyof Gauges, Described>;

/** Upper ends of the buckets of durations, in seconds: as OpenTelemetry advises, and finer where forecasts lie. */
export const durationBuckets = [
  0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
