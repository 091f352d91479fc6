export { migrate } from './migrate.ts';
export { type MigrationState, migrationState } from './migration-state.ts';
export { pendingChanges } from './pending-changes.ts';
