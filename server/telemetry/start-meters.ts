import { metrics } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { AggregationType, MeterProvider, type ViewOptions } from '@opentelemetry/sdk-metrics';

import { release } from '../release.ts';
import { exportsMetrics } from './export-settings.ts';
import { observeProcess } from './process-metrics.ts';
import { detectedResource } from './resource.ts';

/** The metrics of this process. */
export interface Meters {
  /** All of them in the text format of Prometheus. */
  page(): Promise<string>;
  shutdown(): Promise<void>;
}

/** The transport measures its requests itself, by route, which this instrumentation does not know. */
const views: ViewOptions[] = [
  {
    meterName: '@opentelemetry/instrumentation-http',
    instrumentName: 'http.server.request.duration',
    aggregation: { type: AggregationType.DROP },
  },
];

/**
 * Starts to collect metrics, for `/metrics` and for the exporter that the standard variables ask for. Instrumentations that
 * measure must be made afterwards.
 */
export async function startMeters(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Meters> {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const exporters = exportsMetrics(env)
    ? (await import('./exporting-readers.ts')).exportingReaders(env)
    : [];
  const provider = new MeterProvider({
    resource: detectedResource(),
    readers: [reader, ...exporters],
    views,
  });
  metrics.setGlobalMeterProvider(provider);
  observeProcess(provider.getMeter('forecastle', release));
  const serializer = new PrometheusSerializer('', false, undefined, false, true);
  return {
    page: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    shutdown: () => provider.shutdown(),
  };
}
