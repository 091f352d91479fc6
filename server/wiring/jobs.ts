import { randomUUID } from 'node:crypto';

import type { CatalogReader } from '../application/catalog/index.ts';
import {
  CancelJob,
  JobCatalog,
  type JobKinds,
  RunJob,
  StartJob,
} from '../application/jobs/index.ts';
import type { Logger, Tracer } from '../application/telemetry.ts';
import type { Config } from '../config/index.ts';
import { sha256OfText } from '../files/index.ts';
import { JobWorker, PgBossQueue, processMeter } from '../jobs/index.ts';
import {
  type Database,
  pooledConnection,
  PostgresJobFeed,
  PostgresJobStore,
} from '../storage/index.ts';

interface JobParts {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly catalog: CatalogReader;
  readonly kinds: JobKinds;
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** The use cases of jobs, the queue and the worker. */
export function wireJobs(parts: JobParts, config: Config) {
  const { database, databaseUrl, catalog, kinds, tracer, logger, now } = parts;
  const store = new PostgresJobStore(database);
  const queueParts = { connection: pooledConnection(database), logger };
  const queue = new PgBossQueue(queueParts, config);
  const ports = { kinds, store, queue, tracer, now };
  const runJob = new RunJob(
    { ...ports, logger, meter: processMeter, newHolder: randomUUID },
    config,
  );
  return {
    queue,
    feed: new PostgresJobFeed({ url: databaseUrl, store }),
    startJob: new StartJob({ ...ports, catalog, sha256: sha256OfText }, config),
    jobWorker: new JobWorker({ ...queueParts, runJob }, config),
    cancelJob: new CancelJob(store),
    jobs: new JobCatalog({ store, now }, config),
  };
}
