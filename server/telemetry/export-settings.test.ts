import { expect, test } from 'vitest';

import { exportsMetrics, exportsSpans, exportTarget } from './export-settings.ts';

test.each([
  ['nothing is set', {}, false],
  ['an endpoint is named', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true],
  [
    'an endpoint for traces is named',
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/v1/traces' },
    true,
  ],
  ['an exporter is named', { OTEL_TRACES_EXPORTER: 'console' }, true],
  [
    'the exporter is none',
    { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c' },
    false,
  ],
  ['the SDK is off', { OTEL_SDK_DISABLED: 'true', OTEL_TRACES_EXPORTER: 'otlp' }, false],
  [
    'the variables are empty',
    { OTEL_TRACES_EXPORTER: ' ', OTEL_EXPORTER_OTLP_ENDPOINT: '' },
    false,
  ],
])('when %s', (_, env, expected) => {
  expect(exportsSpans(env)).toBe(expected);
});

test.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/v1/traces' }, false],
  [{ OTEL_METRICS_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c' }, false],
  [{ OTEL_METRICS_EXPORTER: 'otlp' }, true],
])('with %j metrics are exported: %s', (env, expected) => {
  expect(exportsMetrics(env)).toBe(expected);
});

test.each([
  [{}, null],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, 'http://collector:4318'],
  [
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c' },
    'http://t',
  ],
  [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'http://localhost:4318'],
  [{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'http://localhost:4317'],
  [{ OTEL_TRACES_EXPORTER: 'console' }, 'console'],
])('with %j spans go to %s', (env, target) => {
  expect(exportTarget(env)).toBe(target);
});
