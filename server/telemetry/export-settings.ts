type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the standard OpenTelemetry variables ask for spans to be exported: an OTLP endpoint or an exporter is named,
 * the exporter is not `none`, and the SDK is not switched off.
 */
export function exportsSpans(env: Environment): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  const exporters = listed(env['OTEL_TRACES_EXPORTER']);
  if (exporters.length > 0) return !exporters.includes('none');
  return (
    isSet(env['OTEL_EXPORTER_OTLP_ENDPOINT']) || isSet(env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])
  );
}

function listed(value: string | undefined): readonly string[] {
  return (value ?? '').split(',').flatMap((entry) => entry.trim().toLowerCase() || []);
}

function isSet(value: string | undefined): boolean {
  return (value ?? '').trim() !== '';
}
