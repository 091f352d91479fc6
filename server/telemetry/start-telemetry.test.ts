import { afterEach, expect, test, vi } from 'vitest';

import { collectTelemetry } from '../testing/telemetry-collector.ts';
import { openTelemetryMetrics, openTelemetryTracer, stopTelemetry } from './index.ts';
import { startTelemetry } from './start-telemetry.ts';

afterEach(async () => {
  await stopTelemetry();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const work = () => openTelemetryTracer().span('work', {}, () => Promise.resolve());

test('spans and metrics go to the collector that the standard variables name, at the latest when telemetry stops', async () => {
  await using collector = await collectTelemetry();
  for (const [name, value] of Object.entries(collector.env)) vi.stubEnv(name, value);
  vi.stubEnv('OTEL_SERVICE_NAME', 'forecasts-of-the-north');
  await startTelemetry({ env: process.env });
  openTelemetryMetrics().count('forecast.items', 2, { 'forecast.model.version': 'naive@1' });
  await work();
  await stopTelemetry();
  expect(collector.metrics).toContain('forecast.items');
  expect(collector.spans).toMatchObject([
    { name: 'work', resource: { 'service.name': 'forecasts-of-the-north' } },
  ]);
});

test('a collector that is down is told in the log, and changes nothing else', async () => {
  const lines: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(JSON.parse(String(line)));
    return true;
  });
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '300');
  await startTelemetry({ env: process.env });
  await work();
  await stopTelemetry();
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines)
    expect(line).toMatchObject({ level: 'warn', component: 'opentelemetry' });
});

test('without an exporter spans have ids; once tracing has stopped they have none', async () => {
  const tracer = openTelemetryTracer();
  const traceId = () => tracer.span('work', {}, () => Promise.resolve(tracer.traceId()));
  await startTelemetry({ env: {} });
  // A second start changes nothing.
  await startTelemetry({ env: {} });
  expect(await traceId()).toMatch(/^[0-9a-f]{32}$/);
  await stopTelemetry();
  expect(await traceId()).toBeNull();
});
