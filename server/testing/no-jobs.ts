import { BacktestCatalog } from '../application/backtests/index.ts';
import type { CatalogReader } from '../application/catalog/index.ts';
import { IssueCatalog } from '../application/forecast-issues/index.ts';
import { type JobCostReader, JobCatalog, type JobStore } from '../application/jobs/index.ts';
import type { ApiPorts } from '../graphql/index.ts';

const unavailable = () => Promise.reject(new Error('this test has no database'));

/** Neither jobs nor backtests nor stored forecasts: lists are empty, starting and ending fails. */
export function noJobs(
  catalog: CatalogReader,
  limits: { readonly maxPageSize: number },
): Pick<ApiPorts, 'jobs' | 'feed' | 'startJob' | 'cancelJob' | 'backtests' | 'issues' | 'exports'> {
  const store: JobStore & JobCostReader = {
    startedWith: () => Promise.resolve(null),
    create: unavailable,
    find: () => Promise.resolve(null),
    page: () => Promise.resolve([]),
    begin: unavailable,
    report: unavailable,
    finish: unavailable,
    requeue: unavailable,
    abandon: unavailable,
    cancel: unavailable,
    costs: () => Promise.resolve([]),
  };
  const runs = {
    open: unavailable,
    discard: unavailable,
    find: () => Promise.resolve(null),
    saveWindows: unavailable,
    saveUnit: unavailable,
    units: unavailable,
    complete: unavailable,
    tally: unavailable,
    windows: () => Promise.resolve([]),
    results: () => Promise.resolve([]),
    itemResults: () => Promise.resolve([]),
    summaryPage: () => Promise.resolve([]),
  };
  const issues = {
    issues: () => Promise.resolve([]),
    page: () => Promise.resolve([]),
    issuedFor: () => Promise.resolve([]),
    issuedFrom: () => Promise.resolve([]),
    shards: unavailable,
    rows: unavailable,
  };
  return {
    issues: new IssueCatalog({ catalog, issues, tracer: { traceId: () => null } }, limits),
    exports: { exports: (ids) => Promise.resolve(ids.map(() => null)) },
    jobs: new JobCatalog({ store, now: () => new Date() }, limits),
    feed: {
      follow: () => {
        throw new Error('this test has no jobs to follow');
      },
    },
    startJob: { execute: unavailable },
    cancelJob: { execute: unavailable },
    backtests: new BacktestCatalog({ catalog, store: runs }, limits),
  };
}
