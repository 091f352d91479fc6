import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import type { Dataset, Item } from '../../application/catalog/index.ts';
import type {
  ForecastIssue,
  IssueCatalog,
  IssuedForecast,
} from '../../application/forecast-issues/index.ts';
import type { GraphqlContext } from '../context.ts';
import { datasetNamed } from '../dataset/dataset-named.ts';
import { DatasetType } from '../dataset/dataset.type.ts';
import { ItemType } from '../item/item.type.ts';
import { globalId } from '../node/global-id.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import { PeriodDate } from '../scalars/index.ts';
import { ForecastIssueConnectionType, ForecastIssueType } from './forecast-issue.type.ts';
import { cutoffOf } from './issue-cutoff.ts';
import { IssuedForecastConnectionType, IssuedForecastType } from './issued-forecast.type.ts';

@Resolver(() => ForecastIssueType)
export class ForecastIssueResolver {
  readonly #issues: IssueCatalog;

  constructor(issues: IssueCatalog) {
    this.#issues = issues;
  }

  @Query(() => ForecastIssueConnectionType, {
    description: 'Forecasts of a dataset that refreshes have issued, newest first.',
  })
  async forecastIssues(
    @Arg('dataset', () => String, { description: 'Slug of the dataset.' }) slug: string,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Connection<ForecastIssue>> {
    const dataset = await datasetNamed(slug, loaders);
    const request = pageRequest('issues', args);
    const page = await this.#issues.page(dataset, request);
    return connectionOf('issues', { page, request }, ({ id }) => id);
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { id }: ForecastIssue): string {
    return globalId({ kind: 'ForecastIssue', id });
  }

  @FieldResolver(() => DatasetType, { description: 'The dataset.' })
  dataset(
    @Root() { dataset }: ForecastIssue,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Dataset | null> {
    return loaders.datasets.load(dataset);
  }

  @FieldResolver(() => PeriodDate, { description: 'The last period that the models saw.' })
  cutoff(@Root() issue: ForecastIssue, @Ctx() { loaders }: GraphqlContext): Promise<string> {
    return cutoffOf(issue, loaders);
  }
}

@Resolver(() => IssuedForecastType)
export class IssuedForecastResolver {
  @FieldResolver(() => ForecastIssueType, {
    nullable: true,
    description: 'The issue that it is a part of.',
  })
  issue(
    @Root() { issue }: IssuedForecast,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ForecastIssue | null> {
    return loaders.forecastIssues.load(issue);
  }
}

@Resolver(() => ItemType)
export class ItemForecastsResolver {
  @FieldResolver(() => IssuedForecastConnectionType, {
    description: 'What was said of the item on which day, newest first.',
  })
  async forecastsIssued(
    @Root() item: Item,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Connection<IssuedForecast>> {
    const request = pageRequest('issued', args);
    const page = await loaders.issuedForecasts.load({ item, request });
    return connectionOf('issued', { page, request }, ({ issue }) => issue);
  }
}
