import { diag, DiagLogLevel } from '@opentelemetry/api';
import {
  defaultResource,
  hostDetector,
  osDetector,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';

import type { Logger } from '../application/telemetry.ts';
import { release } from '../release.ts';
import { instrumentations } from './instrumentations.ts';
import { pinoLogger } from './pino-logger.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Not the process detector: a command line is nobody's business but the operator's. */
const resourceDetectors = [
  serviceInstanceIdDetector,
  hostDetector,
  osDetector,
  resourceAttributesEnvDetector,
  serviceNameEnvDetector,
];

/** What the detectors above say wins. */
const service = { 'service.name': 'forecastle', 'service.version': release };

/**
 * Starts the SDK as the standard OTEL_* variables say: exporter, protocol, sampler, limits and resource. Metrics and logs
 * are exported only where their own variable asks for it.
 */
export function startExporting(env: Environment): NodeSDK {
  if (env['OTEL_LOG_LEVEL'] === undefined) {
    const logger = pinoLogger({ level: 'warn', destination: process.stderr });
    diag.setLogger(diagnostics(logger), DiagLogLevel.WARN);
  }
  const sdk = new NodeSDK({
    resource: defaultResource().merge(resourceFromAttributes(service)),
    instrumentations: instrumentations(),
    ...(env['OTEL_NODE_RESOURCE_DETECTORS'] === undefined ? { resourceDetectors } : {}),
    ...(env['OTEL_METRICS_EXPORTER'] === undefined ? { metricReaders: [] } : {}),
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
