import { diag, DiagLogLevel } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

import type { Logger } from '../application/telemetry.ts';
import { instrumentations } from './instrumentations.ts';
import { pinoLogger } from './pino-logger.ts';
import { ownResource, resourceDetectors } from './resource.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Starts the SDK for spans as the standard OTEL_* variables say: exporter, protocol, sampler, limits and resource. Logs are
 * exported only where their own variable asks for it.
 */
export function startExporting(env: Environment): NodeSDK {
  if (env['OTEL_LOG_LEVEL'] === undefined) {
    const logger = pinoLogger({ level: 'warn', destination: process.stderr });
    diag.setLogger(diagnostics(logger), DiagLogLevel.WARN);
  }
  const sdk = new NodeSDK({
    resource: ownResource(),
    // startMeters has started them.
    metricReaders: [],
    instrumentations: instrumentations(),
    ...(env['OTEL_NODE_RESOURCE_DETECTORS'] === undefined ? { resourceDetectors } : {}),
    ...(env['OTEL_LOGS_EXPORTER'] === undefined ? { logRecordProcessors: [] } : {}),
  });
  sdk.start();
  return sdk;
}

/** Failures to export appear as log lines and never fail the work that is traced. */
function diagnostics(logger: Logger) {
  const fields = (details: unknown[]) => ({
    component: 'opentelemetry',
    details: details.map(String),
  });
  const warn = (message: string, ...details: unknown[]) => {
    logger.warn(fields(details), message);
  };
  const debug = (message: string, ...details: unknown[]) => {
    logger.debug(fields(details), message);
  };
  return { error: warn, warn, info: debug, debug, verbose: debug };
}
