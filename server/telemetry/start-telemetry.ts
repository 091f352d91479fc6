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
import { startOnce } from './running-telemetry.ts';
import { startMeters } from './start-meters.ts';

interface TelemetryOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Receives every span instead of an exporter; for tests. */
  readonly spanProcessor?: SpanProcessor;
}

interface Tracing {
  shutdown(): Promise<void>;
}

/**
 * Starts telemetry for this process, once: metrics, instrumentations, W3C propagation, and the exporters that the standard
 * variables ask for. Without one, spans carry ids through responses and logs but record nothing.
 */
export async function startTelemetry({ env, spanProcessor }: TelemetryOptions): Promise<void> {
  await startOnce(async () => {
    const meters = await startMeters(env);
    const tracing = await startTracing(env, spanProcessor);
    return {
      metricsPage: () => meters.page(),
      shutdown: async () => {
        await Promise.all([tracing.shutdown(), meters.shutdown()]);
      },
    };
  });
}

async function startTracing(
  env: TelemetryOptions['env'],
  spanProcessor: SpanProcessor | undefined,
): Promise<Tracing> {
  if (spanProcessor !== undefined || !exportsSpans(env)) return startLocally(spanProcessor);
  // The SDK with every exporter takes a quarter of a second to load: only those who export pay for it.
  const { startExporting } = await import('./start-exporting.ts');
  return startExporting(env);
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
