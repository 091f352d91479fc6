import { afterEach, expect, test, vi } from 'vitest';

import { collectSpans } from '../testing/span-collector.ts';
import { openTelemetryTracer, stopTracing } from './index.ts';
import { startTracing } from './start-tracing.ts';

afterEach(async () => {
  await stopTracing();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const work = () => openTelemetryTracer().span('work', {}, () => Promise.resolve());

test('spans go to the collector that the standard variables name, at the latest when tracing stops', async () => {
  await using collector = await collectSpans();
  for (const [name, value] of Object.entries(collector.env)) vi.stubEnv(name, value);
  vi.stubEnv('OTEL_SERVICE_NAME', 'forecasts-of-the-north');
  await startTracing({ env: process.env });
  await work();
  await stopTracing();
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
  await startTracing({ env: process.env });
  await work();
  await stopTracing();
  expect(lines).toMatchObject([{ level: 'warn', component: 'opentelemetry' }]);
});

test('without an exporter spans have ids; once tracing has stopped they have none', async () => {
  const tracer = openTelemetryTracer();
  const traceId = () => tracer.span('work', {}, () => Promise.resolve(tracer.traceId()));
  await startTracing({ env: {} });
  // A second start changes nothing.
  await startTracing({ env: {} });
  expect(await traceId()).toMatch(/^[0-9a-f]{32}$/);
  await stopTracing();
  expect(await traceId()).toBeNull();
});
