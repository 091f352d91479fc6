import type { App } from '../../server/app.ts';
import type { Logger } from '../../server/application/telemetry.ts';
import {
  metricsPage,
  openTelemetryMetrics,
  openTelemetryTracer,
} from '../../server/telemetry/index.ts';
import type { Invocation } from './invocation.ts';
import { migrateWhereNeeded, requireSchema, withDatabase } from './with-database.ts';

interface AppOptions {
  /** `apply` brings the schema up to date; `require` refuses an older one of a server that others may use. */
  readonly migrations: 'apply' | 'require';
  readonly logger?: Logger;
  /** Say how the embedded PostgreSQL starts. */
  readonly verbose?: boolean;
}

/** Runs `work` on the assembled application over its database, and closes both in order, whatever happens. */
export async function withApp<Result>(
  invocation: Invocation,
  { migrations, logger, verbose = false }: AppOptions,
  work: (app: App, databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  // Help and file commands need not load the server.
  const { createApp } = await import('../../server/app.ts');
  const config = invocation.config();
  const run = async (databaseUrl: string) => {
    if (migrations === 'apply' || config.databaseUrl === null) {
      await migrateWhereNeeded(databaseUrl, invocation);
    } else {
      await requireSchema(databaseUrl, config);
    }
    invocation.signal.throwIfAborted();
    const app = await createApp(config, {
      databaseUrl,
      tracer: openTelemetryTracer(),
      metrics: openTelemetryMetrics(),
      metricsPage,
      logger: logger ?? invocation.logger(),
    });
    try {
      return await work(app, databaseUrl);
    } finally {
      await app.close();
    }
  };
  return withDatabase(invocation, run, { verbose });
}
