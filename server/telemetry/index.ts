/** Traces and metrics through OpenTelemetry, log lines through pino: the adapters of `server/application/telemetry.ts` and `metrics.ts`. */
export { exportTarget } from './export-settings.ts';
export { openTelemetryMetrics } from './open-telemetry-metrics.ts';
export { openTelemetryTracer } from './open-telemetry-tracer.ts';
export { pinoLogger, silentLogger } from './pino-logger.ts';
export { metricsPage, stopTelemetry } from './running-telemetry.ts';
