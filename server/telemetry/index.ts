/** Traces through OpenTelemetry and log lines through pino: the adapters of `server/application/telemetry.ts`. */
export { exportTarget } from './export-settings.ts';
export { openTelemetryTracer } from './open-telemetry-tracer.ts';
export { pinoLogger, silentLogger } from './pino-logger.ts';
export { stopTracing } from './running-tracing.ts';
