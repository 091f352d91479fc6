import { isSpanContextValid, type SpanContext, trace } from '@opentelemetry/api';

/** The context of the active span; null outside of one and while tracing is not started. */
export function activeSpanContext(): SpanContext | null {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context) ? context : null;
}
