/** What every command runs in: settings, database, application, signals and exit codes. */
export { type ExitCode, exitCodes } from './exit-codes.ts';
export type { Invocation } from './invocation.ts';
export { runToExit, StopRequested, untilStopped } from './lifetime.ts';
export { runCommandLine } from './run-command-line.ts';
export { Unavailable } from './unavailable.ts';
export { withApp } from './with-app.ts';
export { migrateWhereNeeded, withDatabase } from './with-database.ts';
export { startWorkerProcess } from './worker-process.ts';
