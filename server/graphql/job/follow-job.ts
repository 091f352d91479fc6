import type { Job } from '../../application/jobs/index.ts';
import type { GraphqlContext } from '../context.ts';
import { parseJobId } from '../node/global-id.ts';

/**
 * The states of the job that `jobProgress` names.
 * @throws ForecastError INVALID_ID; JOB_NOT_FOUND from the first state.
 */
export function followJob({
  args,
  context,
}: {
  // type-graphql types neither; the schema has checked the one, `contextOf` makes the other.
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: object;
}): AsyncIterableIterator<Job> {
  const { scope, feed } = context as GraphqlContext;
  return feed.follow(parseJobId(String(args['id'])), scope.signal);
}
