/** PostgreSQL: the embedded server, migrations, and the adapters of the catalog's and the ingestion's ports. */
export { type Database, openDatabase } from './database.ts';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/index.ts';
export { migrate, type MigrationState, migrationState } from './migrations/index.ts';
