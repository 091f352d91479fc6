import { afterEach, expect, test } from 'vitest';

import { metricsPage, openTelemetryMetrics, stopTelemetry } from './index.ts';
import { startTelemetry } from './start-telemetry.ts';

afterEach(stopTelemetry);

/** The lines of one metric, without comments. */
async function linesOf(name: string): Promise<readonly string[]> {
  return (await metricsPage()).split('\n').filter((line) => line.startsWith(name));
}

test('counts add up per set of attributes', async () => {
  await startTelemetry({ env: {} });
  const metrics = openTelemetryMetrics();
  const model = (version: string) => ({ 'forecast.model.version': version });
  metrics.count('forecast.items', 2, model('naive@1'));
  metrics.count('forecast.items', 3, model('naive@1'));
  metrics.count('forecast.items', 1, model('n-beats@2'));
  expect(await linesOf('forecast_items_total')).toEqual([
    'forecast_items_total{forecast_model_version="naive@1"} 5',
    'forecast_items_total{forecast_model_version="n-beats@2"} 1',
  ]);
});

test('durations lie in buckets of seconds', async () => {
  await startTelemetry({ env: {} });
  const metrics = openTelemetryMetrics();
  metrics.record('forecast.duration', 0.024, { 'forecast.outcome': 'ok' });
  const lines = await linesOf('forecast_duration');
  expect(lines).toContain('forecast_duration_count{forecast_outcome="ok"} 1');
  expect(lines).toContain('forecast_duration_sum{forecast_outcome="ok"} 0.024');
  expect(lines).toContain('forecast_duration_bucket{forecast_outcome="ok",le="0.02"} 0');
  expect(lines).toContain('forecast_duration_bucket{forecast_outcome="ok",le="0.03"} 1');
});

test('gauges are read when they are asked for, until they are disposed of', async () => {
  await startTelemetry({ env: {} });
  let waiting = 4;
  const observed = openTelemetryMetrics().observe('threads.waiting', () => [
    { value: waiting, attributes: { 'threads.pool': 'models' } },
  ]);
  expect(await linesOf('threads_waiting')).toEqual(['threads_waiting{threads_pool="models"} 4']);
  waiting = 0;
  expect(await linesOf('threads_waiting')).toEqual(['threads_waiting{threads_pool="models"} 0']);
  observed[Symbol.dispose]();
  waiting = 9;
  expect(await linesOf('threads_waiting')).toEqual(['threads_waiting{threads_pool="models"} 0']);
});

test('process and runtime are measured, and nobody says so before telemetry starts', async () => {
  expect(await metricsPage()).toBe('');
  await startTelemetry({ env: {} });
  const page = await metricsPage();
  for (const name of ['process_memory_usage', 'process_cpu_time_total']) {
    expect(page).toContain(`# TYPE ${name} `);
  }
  expect(page).toContain('nodejs_eventloop_utilization');
  expect(page).toContain('service_name="forecastle"');
});
