import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { RunningApp } from './testing/running-app.ts';
import { type RecordedSpan, recordSpans, type SpanRecorder } from './testing/telemetry.ts';

/** Names of the spans between a span and the root of its trace, nearest first. */
function ancestors(span: RecordedSpan, all: readonly RecordedSpan[]): readonly string[] {
  const parent = all.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [] : [parent.name, ...ancestors(parent, all)];
}

describe('the trace of one forecast request', () => {
  let recorder: SpanRecorder;
  let service: RunningApp;
  let spans: readonly RecordedSpan[];
  let ingestion: RecordedSpan | undefined;
  const traceId = 'c0ffee00c0ffee00c0ffee00c0ffee00';

  beforeAll(async () => {
    recorder = await recordSpans();
    // Instrumentations only see what is loaded after them.
    const { startApp } = await import('./testing/running-app.ts');
    const { openTelemetryTracer } = await import('./telemetry/index.ts');
    service = await startApp({}, { tracer: openTelemetryTracer() });
    const signal = new AbortController().signal;
    await service.app.ingestSynthetic.execute({
      scale: 'demo',
      seed: 1,
      slug: 'demo',
      onProgress: () => undefined,
      signal,
    });
    const items = await service.post<{ items: { nodes: { key: string }[] } }>(
      '{ items(dataset: "demo", first: 5) { nodes { key } } }',
    );
    const itemKeys = items.data!.items.nodes.map(({ key }) => key);
    ingestion = recorder.spans().find(({ name }) => name === 'ingest.batch');
    recorder.clear();
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        traceparent: `00-${traceId}-1234567890abcdef-01`,
      },
      body: JSON.stringify({
        query: `query ($itemKeys: [String!]) {
          forecast(input: { dataset: "demo", itemKeys: $itemKeys, horizon: 7 }) {
            forecasts { mean provenance { traceId } }
          }
        }`,
        variables: { itemKeys },
      }),
    });
    expect(response.headers.get('x-trace-id')).toBe(traceId);
    const reply = (await response.json()) as {
      readonly data: { forecast: { forecasts: { provenance: { traceId: string } }[] } };
      readonly extensions: { readonly traceId: string };
    };
    expect(reply.extensions.traceId).toBe(traceId);
    expect(reply.data.forecast.forecasts[0]!.provenance.traceId).toBe(traceId);
    // The request's own span ends just after its answer is sent.
    await vi.waitUntil(() => recorder.spans(traceId).some(({ name }) => name.startsWith('POST')));
    spans = recorder.spans(traceId);
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await recorder[Symbol.asyncDispose]();
  });

  const named = (name: string) => spans.find((span) => span.name === name);

  it('goes resolve, read, model, respond, in this order and inside the request', () => {
    const steps = ['forecast.resolve', 'series.read', 'model.predict', 'forecast.respond'];
    expect(spans.map(({ name }) => name).filter((name) => steps.includes(name))).toEqual(steps);
    for (const step of steps) {
      expect(ancestors(named(step)!, spans).join(' < '), step).toMatch(/query.*POST/);
    }
  });

  it('says what was asked, of which data, and what answered', () => {
    expect(named('forecast.resolve')?.attributes).toMatchObject({ 'forecast.items': 5 });
    expect(named('series.read')?.attributes).toMatchObject({
      'forecast.dataset': 'demo',
      'forecast.items': 5,
      'forecast.horizon': 7,
      'forecast.data_as_of': expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    });
    expect(named('model.predict')?.attributes).toMatchObject({
      'forecast.model.name': 'ets-ana',
      'forecast.items': 5,
      'forecast.horizon': 7,
    });
    expect(named('forecast.respond')?.attributes).toMatchObject({
      'forecast.degraded': false,
      'forecast.degrade.reason': [],
    });
  });

  it('is preceded by the trace of the ingestion that it read', () => {
    expect(ingestion?.attributes).toMatchObject({
      'ingest.dataset': 'demo',
      'ingest.sequence': 1,
      'ingest.items': 300,
    });
  });

  it('shows the statements below the step that needed them, and no span per resolver', () => {
    const statements = spans.filter(
      ({ attributes }) => 'db.query.text' in attributes || 'db.statement' in attributes,
    );
    const parents = new Set(statements.flatMap((span) => ancestors(span, spans)));
    expect(parents).toContain('forecast.resolve');
    expect(parents).toContain('series.read');
    expect(spans.filter(({ name }) => name.startsWith('graphql.resolve'))).toEqual([]);
    expect(spans.every(({ failed }) => !failed)).toBe(true);
  });
});
