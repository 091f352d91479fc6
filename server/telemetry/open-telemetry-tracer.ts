import {
  type Attributes as SpanAttributes,
  type Link,
  type Span as OpenTelemetrySpan,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

import type { Attributes, Span, Tracer } from '../application/telemetry.ts';
import { release } from '../release.ts';
import { describeError, errorType } from './describe-error.ts';
import { redactFields } from './redact.ts';
import { activeSpanContext } from './trace-context.ts';

/** The tracer over the global OpenTelemetry provider; without one the spans cost nothing and have no ids. */
export function openTelemetryTracer(): Tracer {
  const tracer = trace.getTracer('forecastle', release);
  return {
    span: (name, attributes, work, { links } = { links: [] }) => {
      const options = { attributes: spanAttributes(attributes), links: links.flatMap(linkTo) };
      return tracer.startActiveSpan(name, options, async (span) => {
        try {
          return await work(new RecordedSpan(span));
        } catch (error) {
          fail(span, error);
          throw error;
        } finally {
          span.end();
        }
      });
    },
    traceId: () => activeSpanContext()?.traceId ?? null,
    traceparent: () => {
      const context = activeSpanContext();
      if (context === null) return null;
      const { traceId, spanId, traceFlags } = context;
      return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
    },
  };
}

/** A link to the span of a W3C trace context; none where it is malformed. */
function linkTo(traceparent: string): Link[] {
  const context = parseTraceParent(traceparent);
  return context === null ? [] : [{ context: { ...context, isRemote: true } }];
}

class RecordedSpan implements Span {
  readonly #span: OpenTelemetrySpan;

  constructor(span: OpenTelemetrySpan) {
    this.#span = span;
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(spanAttributes(attributes));
  }

  event(name: string, attributes: Attributes = {}): void {
    this.#span.addEvent(name, spanAttributes(attributes));
  }
}

function spanAttributes(attributes: Attributes): SpanAttributes {
  return redactFields<SpanAttributes[string]>(
    Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        typeof value === 'object' ? [...value] : value,
      ]),
    ),
  );
}

function fail(span: OpenTelemetrySpan, error: unknown): void {
  const { message, stack, type } = describeError(error);
  span.setAttribute('error.type', errorType(error));
  span.addEvent('exception', {
    'exception.type': type,
    'exception.message': message,
    'exception.stacktrace': stack ?? '',
  });
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}
