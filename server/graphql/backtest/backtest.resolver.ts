import type { LeaderboardEntry } from '#core/backtest';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';

import type {
  BacktestCatalog,
  BacktestConfig,
  BacktestSummary,
  NamedScore,
  SelectionMetric,
} from '../../application/backtests/index.ts';
import type { Dataset } from '../../application/catalog/index.ts';
import type { GraphqlContext } from '../context.ts';
import { DatasetType } from '../dataset/dataset.type.ts';
import { globalId, parseBacktestRunId } from '../node/global-id.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import { Sha256 } from '../scalars/index.ts';
import { BacktestConfigType } from './backtest-config.type.ts';
import {
  BacktestItemConnectionType,
  BacktestRunConnectionType,
} from './backtest-connections.type.ts';
import {
  BacktestRunType,
  BacktestWindowType,
  type BacktestWindowValue,
} from './backtest-run.type.ts';
import { BacktestItemArgs, backtestMetric, BacktestRunFilterInput } from './backtest.input.ts';
import { LeaderboardEntryType, RankedModelType, SegmentScoreType } from './score.types.ts';

@Resolver(() => BacktestRunType)
export class BacktestResolver {
  readonly #backtests: BacktestCatalog;

  constructor(backtests: BacktestCatalog) {
    this.#backtests = backtests;
  }

  @Query(() => BacktestRunType, {
    nullable: true,
    description: 'The backtest with this id; null where there is none.',
  })
  backtestRun(
    @Arg('id', () => ID, { description: 'Global id of a backtest.' }) id: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<BacktestSummary | null> {
    return loaders.backtestRuns.load(parseBacktestRunId(id));
  }

  @Query(() => BacktestRunConnectionType, { description: 'Stored backtests, newest first.' })
  async backtestRuns(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => BacktestRunFilterInput, {
      nullable: true,
      description: 'Which backtests.',
    })
    filter?: BacktestRunFilterInput | null,
  ): Promise<Connection<BacktestSummary>> {
    const request = pageRequest('backtests', args);
    const wanted = { dataset: filter?.dataset ?? null, isComplete: filter?.isComplete ?? null };
    const page = await this.#backtests.page(wanted, request);
    return connectionOf('backtests', { page, request }, ({ id }) => id);
  }

  @Query(() => [RankedModelType], {
    description: 'The models of the newest finished backtest of a dataset, best first.',
  })
  leaderboard(
    @Arg('dataset', () => String, { description: 'Slug of the dataset.' }) dataset: string,
    @Arg('metric', () => backtestMetric, {
      defaultValue: 'wape',
      description: 'What they are ranked by.',
    })
    metric: SelectionMetric,
    @Arg('level', () => String, {
      nullable: true,
      description:
        'A level of the hierarchy; single items, and WRMSSE and WSPL over all levels, when left out.',
    })
    level?: string | null,
  ): Promise<readonly Pick<RankedModelType, keyof RankedModelType>[]> {
    return this.#backtests.leaderboard(dataset, metric, level ?? null);
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { id }: BacktestSummary): string {
    return globalId({ kind: 'BacktestRun', id });
  }

  @FieldResolver(() => Int, { description: 'Its number, as promotions and commands name it.' })
  number(@Root() { id }: BacktestSummary): number {
    return id;
  }

  @FieldResolver(() => DatasetType, { nullable: true, description: 'What was forecast.' })
  dataset(
    @Root() { config }: BacktestSummary,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Dataset | null> {
    return loaders.datasets.load(config.dataset);
  }

  @FieldResolver(() => BacktestConfigType, { description: 'Everything that decides the scores.' })
  config(@Root() { config }: BacktestSummary): BacktestConfig {
    return config;
  }

  @FieldResolver(() => Int, { description: 'Number of items.' })
  itemCount(@Root() { items }: BacktestSummary): number {
    return items;
  }

  @FieldResolver(() => Int, { description: 'Pairs of model and window, all of them.' })
  unitsTotal(@Root() { config }: BacktestSummary): number {
    return config.models.length * config.windows;
  }

  @FieldResolver(() => Sha256, {
    nullable: true,
    description: 'Hash over all scores: equal runs have equal ones; null while scores are missing.',
  })
  resultSha256(@Root() { resultHash }: BacktestSummary): string | null {
    return resultHash;
  }

  @FieldResolver(() => [BacktestWindowType], { description: 'Its cutoffs, oldest first.' })
  async windows(
    @Root() run: BacktestSummary,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly BacktestWindowValue[]> {
    return (await loaders.backtestScores.load(run)).windows;
  }

  @FieldResolver(() => [LeaderboardEntryType], {
    description: 'Its models by WAPE, each over the windows that it is done in.',
  })
  async leaderboardEntries(
    @Root() run: BacktestSummary,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly LeaderboardEntry[]> {
    return (await loaders.backtestScores.load(run)).entries;
  }

  @FieldResolver(() => [SegmentScoreType], {
    description: 'Scores of single items of one model, pooled over the groups of a level.',
  })
  segments(
    @Root() run: BacktestSummary,
    @Arg('model', () => String, { description: 'Name of the model.' }) model: string,
    @Arg('level', () => String, { description: 'A level such as `store`.' }) level: string,
    @Ctx() { scope }: GraphqlContext,
  ): Promise<readonly NamedScore[]> {
    return this.#backtests.segments(run, { model, level }, scope.signal);
  }

  @FieldResolver(() => BacktestItemConnectionType, {
    description: 'Scores of every item of one model, in the order of their keys.',
  })
  async items(
    @Root() run: BacktestSummary,
    @Args(() => BacktestItemArgs) args: BacktestItemArgs,
    @Ctx() { scope }: GraphqlContext,
  ): Promise<Connection<NamedScore>> {
    const request = pageRequest('backtest items', args);
    const page = await this.#backtests.items(run, args.model, request, scope.signal);
    return connectionOf('backtest items', { page, request }, ({ place }) => place);
  }
}
