type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the standard OpenTelemetry variables ask for spans to be exported: an OTLP endpoint or an exporter is named,
 * the exporter is not `none`, and the SDK is not switched off.
 */
export function exportsSpans(env: Environment): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  const exporters = exportersIn(env);
  return exporters.length > 0 ? !exporters.includes('none') : endpointIn(env) !== null;
}

/** Where spans go: the URL of a collector, `console` and the like, or null where nothing is exported. */
export function exportTarget(env: Environment): string | null {
  if (!exportsSpans(env)) return null;
  const exporters = exportersIn(env);
  if (exporters.length > 0 && !exporters.includes('otlp')) return exporters.join(',');
  const usual = env['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'grpc' ? 4317 : 4318;
  return endpointIn(env) ?? `http://localhost:${usual}`;
}

function exportersIn(env: Environment): readonly string[] {
  const names = env['OTEL_TRACES_EXPORTER'] ?? '';
  return names.split(',').flatMap((name) => name.trim().toLowerCase() || []);
}

function endpointIn(env: Environment): string | null {
  const named = [env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'], env['OTEL_EXPORTER_OTLP_ENDPOINT']];
  return named.find((endpoint) => endpoint !== undefined && endpoint.trim() !== '') ?? null;
}
