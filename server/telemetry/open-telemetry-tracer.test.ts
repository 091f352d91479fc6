import { ForecastError } from '#core/errors';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { recordSpans, type SpanRecorder } from '../testing/telemetry.ts';
import { openTelemetryTracer } from './open-telemetry-tracer.ts';

let recorder: SpanRecorder;
beforeAll(async () => {
  recorder = await recordSpans();
});
beforeEach(() => {
  recorder.clear();
});
afterAll(() => recorder[Symbol.asyncDispose]());

const tracer = openTelemetryTracer();

test('spans nest, and carry their attributes and events', async () => {
  const answer = await tracer.span('forecast.resolve', { 'forecast.items': 3 }, async (span) => {
    span.set({ 'forecast.models': ['naive', 'seasonal-naive'] });
    span.event('degraded', { reason: 'HISTORY_TOO_SHORT' });
    return tracer.span('series.read', {}, () => Promise.resolve(tracer.traceId()));
  });
  const [outer, inner] = recorder.spans();
  expect(outer).toMatchObject({
    name: 'forecast.resolve',
    scope: 'forecastle',
    failed: false,
    attributes: { 'forecast.items': 3, 'forecast.models': ['naive', 'seasonal-naive'] },
    events: [{ name: 'degraded', attributes: { reason: 'HISTORY_TOO_SHORT' } }],
  });
  expect(inner).toMatchObject({ name: 'series.read', parentSpanId: outer?.spanId });
  expect(answer).toBe(outer?.traceId);
  expect(answer).toMatch(/^[0-9a-f]{32}$/);
});

test('a thrown error marks the span failed, names its code, hides secrets and passes through', async () => {
  const error = new ForecastError('DATABASE_UNAVAILABLE', 'postgres://me:pw@db is down', {
    operation: 'read',
  });
  await expect(tracer.span('series.read', {}, () => Promise.reject(error))).rejects.toBe(error);
  const [span] = recorder.spans();
  expect(span).toMatchObject({
    failed: true,
    attributes: { 'error.type': 'DATABASE_UNAVAILABLE' },
    events: [{ name: 'exception', attributes: { 'exception.type': 'ForecastError' } }],
  });
  expect(JSON.stringify(span)).not.toContain('me:pw');
});

test('outside of a span there is no trace id', () => {
  expect(tracer.traceId()).toBeNull();
});

test('spans of unrelated work belong to different traces', async () => {
  await Promise.all([1, 2].map((n) => tracer.span(`work ${n}`, {}, () => Promise.resolve())));
  const traces = recorder.spans().map(({ traceId }) => traceId);
  expect(new Set(traces).size).toBe(2);
  expect(recorder.spans(traces[0])).toHaveLength(1);
});
