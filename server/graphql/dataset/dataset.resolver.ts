import { dateOf, type Frequency } from '#core/calendar';
import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';

import type { CatalogReader, Dataset } from '../../application/catalog/index.ts';
import type { GraphqlContext } from '../context.ts';
import { globalId } from '../node/global-id.ts';
import { PeriodDate, Sha256 } from '../scalars/index.ts';
import { DatasetType } from './dataset.type.ts';
import { frequency } from './frequency.enum.ts';

@Resolver(() => DatasetType)
export class DatasetResolver {
  readonly #catalog: CatalogReader;

  constructor(catalog: CatalogReader) {
    this.#catalog = catalog;
  }

  @Query(() => [DatasetType], { description: 'Every dataset, ordered by slug.' })
  datasets(): Promise<readonly Dataset[]> {
    return this.#catalog.datasets();
  }

  @Query(() => DatasetType, {
    nullable: true,
    description: 'The dataset with this slug; null where there is none.',
  })
  dataset(
    @Arg('slug', () => String, { description: 'Short unique name of the dataset.' }) slug: string,
    @Ctx() context: GraphqlContext,
  ): Promise<Dataset | null> {
    return context.loaders.datasets.load(slug);
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { slug }: Dataset): string {
    return globalId({ kind: 'Dataset', slug });
  }

  @FieldResolver(() => frequency, { description: 'The length of one period.' })
  frequency(@Root() dataset: Dataset): Frequency {
    return dataset.calendar.frequency;
  }

  @FieldResolver(() => Int, {
    description:
      'ISO weekday (1 Monday .. 7 Sunday) on which a weekly period starts; 1 for every other frequency.',
  })
  weekStartsOn(@Root() dataset: Dataset): number {
    return dataset.calendar.weekStartsOn;
  }

  @FieldResolver(() => Int, { description: 'Number of items.' })
  itemCount(@Root() dataset: Dataset, @Ctx() context: GraphqlContext): Promise<number> {
    return context.loaders.itemCounts.load(dataset.id);
  }

  @FieldResolver(() => PeriodDate, {
    nullable: true,
    description: 'First period with a value, over all items; null before the first ingestion.',
  })
  async firstDate(
    @Root() dataset: Dataset,
    @Ctx() context: GraphqlContext,
  ): Promise<string | null> {
    const period = (await context.loaders.snapshots.load(dataset.id))?.firstPeriod ?? null;
    return period === null ? null : dateOf(dataset.calendar, period);
  }

  @FieldResolver(() => PeriodDate, {
    nullable: true,
    description: 'Last period with a value, over all items; null before the first ingestion.',
  })
  async lastDate(@Root() dataset: Dataset, @Ctx() context: GraphqlContext): Promise<string | null> {
    const period = (await context.loaders.snapshots.load(dataset.id))?.lastPeriod ?? null;
    return period === null ? null : dateOf(dataset.calendar, period);
  }

  @FieldResolver(() => Sha256, {
    nullable: true,
    description: 'Hash over all ingestions, the lineage of every forecast; null before the first.',
  })
  async version(@Root() dataset: Dataset, @Ctx() context: GraphqlContext): Promise<string | null> {
    return (await context.loaders.snapshots.load(dataset.id))?.datasetVersion ?? null;
  }

  @FieldResolver(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When the newest ingestion was recorded; null before the first.',
  })
  async recordedAt(@Root() dataset: Dataset, @Ctx() context: GraphqlContext): Promise<Date | null> {
    return (await context.loaders.snapshots.load(dataset.id))?.recordedAt ?? null;
  }
}
