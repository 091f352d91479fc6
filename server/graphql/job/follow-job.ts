import type { Job } from '../../application/jobs/index.ts';
import { jobNotFound } from '../../application/jobs/index.ts';
import type { GraphqlContext } from '../context.ts';
import { parseJobId } from '../node/global-id.ts';

/**
 * The states of the job that `jobProgress` names.
 * @throws ForecastError INVALID_ID or JOB_NOT_FOUND.
 */
export async function followJob({
  args,
  context,
}: {
  // type-graphql types neither; the schema has checked the one, `contextOf` makes the other.
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: object;
}): Promise<AsyncIterableIterator<Job>> {
  const { scope, feed, jobs } = context as GraphqlContext;
  const id = parseJobId(String(args['id']));
  if ((await jobs.find(id)) === null) throw jobNotFound(id);
  return feed.follow(id, scope.signal);
}
