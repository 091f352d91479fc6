import { SpanStatusCode } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace';

import { stopTelemetry } from '../telemetry/running-telemetry.ts';
import { startTelemetry } from '../telemetry/start-telemetry.ts';

/** One finished span, as a test looks at it. */
export interface RecordedSpan {
  readonly name: string;
  /** The package that made it; `forecastle` for the spans made by hand. */
  readonly scope: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly failed: boolean;
  readonly attributes: ReadableSpan['attributes'];
  readonly events: readonly { readonly name: string; readonly attributes: object }[];
}

/** The spans of this process since it was made or last cleared. */
export interface SpanRecorder {
  /** Finished spans in the order in which they started; of one trace when `traceId` is given. */
  spans(traceId?: string): readonly RecordedSpan[];
  clear(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Records every span of this process in memory, with the HTTP, GraphQL and SQL instrumentations of production. Await it
 * before Fastify, graphql or pg are loaded (import those dynamically): instrumentations only see what is loaded later.
 */
export async function recordSpans(): Promise<SpanRecorder> {
  const exporter = new InMemorySpanExporter();
  await startTelemetry({ env: {}, spanProcessor: new SimpleSpanProcessor({ exporter }) });
  return {
    spans: (traceId) =>
      exporter
        .getFinishedSpans()
        .toSorted((one, other) => startOf(one) - startOf(other))
        .map(recorded)
        .filter((span) => traceId === undefined || span.traceId === traceId),
    clear: () => {
      exporter.reset();
    },
    [Symbol.asyncDispose]: stopTelemetry,
  };
}

/** Microseconds since the epoch. */
function startOf({ startTime: [seconds, nanoseconds] }: ReadableSpan): number {
  return seconds * 1e6 + nanoseconds / 1e3;
}

function recorded(span: ReadableSpan): RecordedSpan {
  const { traceId, spanId } = span.spanContext();
  return {
    name: span.name,
    scope: span.instrumentationScope.name,
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    failed: span.status.code === SpanStatusCode.ERROR,
    attributes: span.attributes,
    events: span.events.map(({ name, attributes = {} }) => ({ name, attributes })),
  };
}
