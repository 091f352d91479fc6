type Environment = Readonly<Record<string, string | undefined>>;

type Signal = 'TRACES' | 'METRICS';

/**
 * Whether the standard OpenTelemetry variables ask for spans to be exported: an OTLP endpoint or an exporter is named,
 * the exporter is not `none`, and the SDK is not switched off.
 */
export function exportsSpans(env: Environment): boolean {
  return exportsSignal('TRACES', env);
}

/** The same for metrics, which are at `/metrics` in any case. */
export function exportsMetrics(env: Environment): boolean {
  return exportsSignal('METRICS', env);
}

/** Where spans go: the URL of a collector, `console` and the like, or null where nothing is exported. */
export function exportTarget(env: Environment): string | null {
  if (!exportsSpans(env)) return null;
  const exporters = exportersOf('TRACES', env);
  if (exporters.length > 0 && !exporters.includes('otlp')) return exporters.join(',');
  const usual = env['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'grpc' ? 4317 : 4318;
  return endpointOf('TRACES', env) ?? `http://localhost:${usual}`;
}

/** The exporters that are named for a signal, in lower case. */
export function exportersOf(signal: Signal, env: Environment): readonly string[] {
  const names = env[`OTEL_${signal}_EXPORTER`] ?? '';
  return names.split(',').flatMap((name) => name.trim().toLowerCase() || []);
}

function exportsSignal(signal: Signal, env: Environment): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  const exporters = exportersOf(signal, env);
  return exporters.length > 0 ? !exporters.includes('none') : endpointOf(signal, env) !== null;
}

function endpointOf(signal: Signal, env: Environment): string | null {
  const named = [env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`], env['OTEL_EXPORTER_OTLP_ENDPOINT']];
  return named.find((endpoint) => endpoint !== undefined && endpoint.trim() !== '') ?? null;
}
