/** Work that takes long: what a job is, how it is started, worked on, followed and ended. One file per kind in `kinds/`. */
export { CancelJob, jobNotFound } from './cancel-job.ts';
export { JobCatalog, type JobFilter } from './job-catalog.ts';
export type { DailyJobCost, JobCostQuery, JobCostReader } from './job-costs.ts';
export type { JobControl, JobKind, JobKinds } from './job-kind.ts';
export {
  isFinished,
  type Job,
  type JobCost,
  type JobFailure,
  type JobKindName,
  jobKinds,
  type JobProgress,
  type JobResult,
  type JobStatus,
  jobStatuses,
  type PromotionOutcome,
  promotionOutcomes,
} from './job.ts';
export { BacktestJob } from './kinds/backtest-job.ts';
export { ExportJob } from './kinds/export-job.ts';
export { RefreshJob } from './kinds/refresh-job.ts';
export { DriftJob } from './kinds/drift-job.ts';
export { MonitorJob } from './kinds/monitor-job.ts';
export { RebuildJob } from './kinds/rebuild-job.ts';
export { TrainJob } from './kinds/train-job.ts';
export type {
  Attempt,
  CreatedJob,
  DispatchedJob,
  JobEnd,
  JobFeed,
  JobOrders,
  JobQuery,
  JobQueue,
  JobStore,
  NewJob,
  ProcessMeter,
  SqlConnection,
  WorkReport,
} from './ports.ts';
export { type JobMessage, type JobSignals, RunJob } from './run-job.ts';
export { type JobTerms, type StartedJob, StartJob } from './start-job.ts';
