import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { AlwaysOffSampler, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

import { exportsSpans } from './export-settings.ts';
import { instrumentations } from './instrumentations.ts';
import { startOnce, type Tracing } from './running-tracing.ts';

interface TracingOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Receives every span instead of an exporter; for tests. */
  readonly spanProcessor?: SpanProcessor;
}

/**
 * Starts tracing for this process, once: instrumentations, W3C propagation, and the exporter that the standard variables
 * ask for. Without one, spans carry ids through responses and logs but record nothing.
 */
export async function startTracing({ env, spanProcessor }: TracingOptions): Promise<void> {
  await startOnce(async () => {
    if (spanProcessor !== undefined || !exportsSpans(env)) return startLocally(spanProcessor);
    // The SDK with every exporter takes a quarter of a second to load: only those who export pay for it.
    const { startExporting } = await import('./start-exporting.ts');
    return startExporting(env);
  });
}

function startLocally(spanProcessor: SpanProcessor | undefined): Tracing {
  const provider = new TracerProvider(
    spanProcessor === undefined
      ? { sampler: new AlwaysOffSampler() }
      : { spanProcessors: [spanProcessor] },
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
    }),
  );
  trace.setGlobalTracerProvider(provider);
  const uninstrument = registerInstrumentations({ instrumentations: instrumentations() });
  return {
    async shutdown() {
      uninstrument();
      await provider.shutdown();
    },
  };
}
