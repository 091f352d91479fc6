import type { Alert } from '../../application/monitoring/index.ts';
import type { GraphqlContext } from '../context.ts';
import { datasetNamed } from '../dataset/dataset-named.ts';

/**
 * The alerts that `alertRaised` asks for.
 * @throws ForecastError DATASET_NOT_FOUND.
 */
export async function followAlerts({
  args,
  context,
}: {
  // type-graphql types neither; the schema has checked the one, `contextOf` makes the other.
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: object;
}): Promise<AsyncIterableIterator<Alert>> {
  const { scope, alertFeed, loaders } = context as GraphqlContext;
  const slug = typeof args['dataset'] === 'string' ? args['dataset'] : null;
  if (slug !== null) await datasetNamed(slug, loaders);
  return alertFeed.follow(slug, scope.signal);
}
