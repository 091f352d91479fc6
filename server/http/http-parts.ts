import type { BaseContext } from '@apollo/server';

import type { ExportOpening } from '../application/forecast-exports/index.ts';
import type { Metrics } from '../application/metrics.ts';
import type { Logger, Tracer } from '../application/telemetry.ts';
import type { GraphqlEndpoint } from './graphql-endpoint.ts';
import type { LandingPage } from './landing/index.ts';
import type { ReadinessProbes } from './readiness.ts';

/** Settings of the transport; a Config fits. */
export interface HttpSettings {
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly corsOrigins: readonly string[];
  readonly landingPage: LandingPage;
  readonly maxRequestBytes: number;
  readonly requestTimeoutSeconds: number;
  readonly shutdownGraceSeconds: number;
  /** Also the most sockets of one client. */
  readonly maxSubscriptionsPerClient: number;
}

/** Hands out exported files by their names. */
export interface ExportDownloads {
  execute(fileName: string): Promise<ExportOpening>;
}

/** What the transport serves and reports to. */
export interface HttpParts<Context extends BaseContext> {
  readonly endpoint: GraphqlEndpoint<Context>;
  readonly exports: ExportDownloads;
  readonly probes: ReadinessProbes;
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** What `/metrics` answers: the metrics of the process in the text format of Prometheus. */
  readonly metricsPage: () => Promise<string>;
}
