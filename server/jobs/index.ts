/** The queue of jobs: pg-boss on the same PostgreSQL, in a schema of its own. It dispatches; the table `job` is the record. */
export { cronReader } from './cron-reader.ts';
export { JobWorker, type WorkerSettings } from './job-worker.ts';
export { PgBossQueue } from './pg-boss-queue.ts';
export { processMeter } from './process-meter.ts';
