import { type App, createApp } from '../server/app.ts';
import { loadConfig } from '../server/config/index.ts';
import {
  metricsPage,
  openTelemetryMetrics,
  openTelemetryTracer,
  silentLogger,
} from '../server/telemetry/index.ts';

/** The product in this process, over a database and with further settings; it says nothing. */
export function openApp(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<App> {
  return createApp(loadConfig(env), {
    databaseUrl,
    tracer: openTelemetryTracer(),
    metrics: openTelemetryMetrics(),
    metricsPage,
    logger: silentLogger,
  });
}
