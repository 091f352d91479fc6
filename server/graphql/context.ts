import type { JobFeed } from '../application/jobs/index.ts';
import type { AlertFeed } from '../application/monitoring/index.ts';
import type { RequestScope } from '../application/request-scope.ts';
import type { Loaders } from './loaders/index.ts';

/** What a resolver knows of its request. */
export interface GraphqlContext {
  readonly scope: RequestScope;
  readonly loaders: Loaders;
  /** Where subscriptions, which have no resolver instance, find jobs and alerts. */
  readonly feed: JobFeed;
  readonly alertFeed: AlertFeed;
}
