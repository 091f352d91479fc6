/** PostgreSQL: the embedded server, migrations, and the adapters of the ports of catalog, ingestion, backtests, forecast issues, models, jobs, scenarios, schedules, monitoring, realised accuracy and webhooks. */
export { PostgresAlertFeed } from './monitoring/postgres-alert-feed.ts';
export { PostgresAlertStore } from './monitoring/postgres-alert-store.ts';
export { PostgresBacktestStore } from './backtests/postgres-backtest-store.ts';
export { PostgresUnitLeases } from './backtests/postgres-unit-leases.ts';
export { PostgresCatalogReader } from './catalog/postgres-catalog-reader.ts';
export { PostgresDefaultModels } from './catalog/postgres-default-models.ts';
export { type Database, openDatabase } from './database.ts';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/index.ts';
export { PostgresIngestionStore } from './ingestion/postgres-ingestion-store.ts';
export { PostgresJobFeed } from './jobs/postgres-job-feed.ts';
export { PostgresJobStore } from './jobs/postgres-job-store.ts';
export { PostgresExportStore } from './issues/postgres-export-store.ts';
export { PostgresIssueReader } from './issues/postgres-issue-reader.ts';
export { PostgresIssueStore } from './issues/postgres-issue-store.ts';
export { pooledConnection } from './jobs/sql-connection.ts';
export {
  migrate,
  type MigrationState,
  migrationState,
  pendingChanges,
} from './migrations/index.ts';
export { PacedReads } from './paced-reads.ts';
export { PostgresJobFailures } from './monitoring/postgres-job-failures.ts';
export { PostgresRealisedStore } from './monitoring/postgres-realised-store.ts';
export { PostgresServingFacts } from './monitoring/postgres-serving-facts.ts';
export { PostgresDriftStore } from './monitoring/postgres-drift-store.ts';
export { PostgresBacktestFinder } from './models/postgres-backtest-finder.ts';
export { PostgresModelRegistry } from './models/postgres-model-registry.ts';
export { PostgresSeriesReader } from './series/postgres-series-reader.ts';
export { PostgresWebhookOutbox } from './webhooks/postgres-webhook-outbox.ts';
export { PostgresScenarioStore } from './scenarios/postgres-scenario-store.ts';
export { PostgresScheduleStore } from './schedules/postgres-schedule-store.ts';
