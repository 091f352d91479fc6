import { diag } from '@opentelemetry/api';
import { getNumberFromEnv } from '@opentelemetry/core';
import { OTLPMetricExporter as GrpcExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as JsonExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import {
  ConsoleMetricExporter,
  type MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';

import { exportersOf } from './export-settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const usualIntervalMs = 60_000;
const usualTimeoutMs = 30_000;

/**
 * The readers that the standard variables ask for. NodeSDK makes these, too, but then none can be added for `/metrics`;
 * endpoint, headers and timeouts are read by the exporters themselves.
 */
export function exportingReaders(env: Environment): readonly MetricReader[] {
  const named = exportersOf('METRICS', env);
  const exporters: PushMetricExporter[] = [];
  if (named.length === 0 || named.includes('otlp')) exporters.push(otlpExporter(env));
  if (named.includes('console')) exporters.push(new ConsoleMetricExporter());
  const exportIntervalMillis = getNumberFromEnv('OTEL_METRIC_EXPORT_INTERVAL') ?? usualIntervalMs;
  const timeout = getNumberFromEnv('OTEL_METRIC_EXPORT_TIMEOUT') ?? usualTimeoutMs;
  const exportTimeoutMillis = Math.min(timeout, exportIntervalMillis);
  return exporters.map(
    (exporter) =>
      new PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis }),
  );
}

function otlpExporter(env: Environment): PushMetricExporter {
  const protocol =
    env['OTEL_EXPORTER_OTLP_METRICS_PROTOCOL'] ??
    env['OTEL_EXPORTER_OTLP_PROTOCOL'] ??
    'http/protobuf';
  switch (protocol) {
    case 'grpc':
      return new GrpcExporter();
    case 'http/json':
      return new JsonExporter();
    case 'http/protobuf':
      return new ProtobufExporter();
    default:
      diag.warn(`the protocol ${protocol} is unknown; metrics go out as http/protobuf`);
      return new ProtobufExporter();
  }
}
