import { dateOf } from '#core/calendar';
import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import {
  degradedShare,
  levelAccuracies,
  type ListRealised,
  realisedPeriods,
  type ScoredIssue,
} from '../../application/realised-accuracy/index.ts';
import type { GraphqlContext } from '../context.ts';
import { datasetNamed } from '../dataset/dataset-named.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import {
  RealisedAccuracyConnectionType,
  type RealisedAccuracyType,
} from './realised-accuracy.type.ts';

/** Scores as the API shows them: dates instead of periods. */
type ShownAccuracy = Pick<RealisedAccuracyType, keyof RealisedAccuracyType>;

@Resolver()
export class RealisedAccuracyResolver {
  readonly #listRealised: ListRealised;

  constructor(listRealised: ListRealised) {
    this.#listRealised = listRealised;
  }

  @Query(() => RealisedAccuracyConnectionType, {
    description:
      'How good the issued forecasts of a dataset were, by the newest demand that each issue was checked against; the newest issue first.',
  })
  async realisedAccuracy(
    @Arg('dataset', () => String, { description: 'Slug of the dataset.' }) slug: string,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Connection<ShownAccuracy>> {
    const dataset = await datasetNamed(slug, loaders);
    const request = pageRequest('realised', args);
    const { entries, hasMore } = await this.#listRealised.page(dataset, request);
    const page = { entries: entries.map((scored) => shown(scored, dataset)), hasMore };
    return connectionOf('realised', { page, request }, ({ issue }) => issue.id);
  }
}

function shown({ issue, check }: ScoredIssue, { calendar }: Dataset): ShownAccuracy {
  const { id: number, createdAt, datasetVersion, asOf, items, degraded } = check;
  return {
    ...{ number, createdAt, datasetVersion, asOf, issue, items, degraded },
    cutoff: dateOf(calendar, issue.cutoff),
    through: dateOf(calendar, check.through),
    periods: realisedPeriods(check),
    degradedShare: degradedShare(check),
    levels: levelAccuracies(check),
  };
}
