import type { CatalogReader, SeriesReader } from '../application/catalog/index.ts';
import type { ModelRegistry } from '../application/models/index.ts';
import {
  AcknowledgeAlert,
  CheckDrift,
  DataStaleness,
  EvaluateAlerts,
  FailedJobs,
  ListAlerts,
  ListDrift,
  ModelStaleness,
  type ObservationSource,
  ReportedDrift,
  ServedRequests,
} from '../application/monitoring/index.ts';
import type { Tracer } from '../application/telemetry.ts';
import type { Config } from '../config/index.ts';
import { sha256OfText } from '../files/index.ts';
import {
  type Database,
  PostgresAlertFeed,
  PostgresAlertStore,
  PostgresDriftStore,
  PostgresJobFailures,
  PostgresServingFacts,
} from '../storage/index.ts';

interface MonitoringParts {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly registry: ModelRegistry;
  /** Sources of other capabilities. */
  readonly otherSources: readonly ObservationSource[];
  readonly tracer: Tracer;
  readonly now: () => Date;
  readonly release: string;
}

/** The use cases of drift and alerts. */
export function wireMonitoring(parts: MonitoringParts, config: Config) {
  const { database, catalog, series, registry, tracer, now, release } = parts;
  const driftStore = new PostgresDriftStore(database);
  const store = new PostgresAlertStore(database, {
    tellsReceiver: config.alertWebhookUrl !== null,
  });
  const sources = [
    new DataStaleness(catalog, series),
    new ModelStaleness({ catalog, series, registry }),
    new ReportedDrift(catalog, driftStore),
    new FailedJobs(new PostgresJobFailures(database)),
    new ServedRequests(new PostgresServingFacts(database), config),
    ...parts.otherSources,
  ];
  return {
    listDrift: new ListDrift(driftStore, config),
    checkDrift: new CheckDrift({
      ...{ catalog, series, store: driftStore, tracer, now, sha256: sha256OfText, release },
    }),
    evaluateAlerts: new EvaluateAlerts({ store, sources, tracer, now }, config),
    listAlerts: new ListAlerts(store, config),
    alerts: store,
    alertFeed: new PostgresAlertFeed({ url: parts.databaseUrl, store }),
    acknowledgeAlert: new AcknowledgeAlert(store, now),
  };
}
