import { BacktestCatalog } from '../application/backtests/index.ts';
import type { CatalogReader } from '../application/catalog/index.ts';
import { JobCatalog, type JobStore } from '../application/jobs/index.ts';
import type { ApiPorts } from '../graphql/index.ts';

const unavailable = () => Promise.reject(new Error('this test has no database'));

/** Neither jobs nor backtests: lists are empty, starting and ending fails. */
export function noJobs(
  catalog: CatalogReader,
  limits: { readonly maxPageSize: number },
): Pick<ApiPorts, 'jobs' | 'feed' | 'startJob' | 'cancelJob' | 'backtests'> {
  const store: JobStore = {
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
  return {
    jobs: new JobCatalog(store, limits),
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
