import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import { type CalendarEvent, type Dataset, pageSize } from '../../application/catalog/index.ts';
import type { GraphqlContext } from '../context.ts';
import { IngestionType } from '../ingestion/ingestion.type.ts';
import { type RecordedIngestion, recordedIngestion } from '../ingestion/recorded-ingestion.ts';
import { PeriodDate } from '../scalars/index.ts';
import { CalendarEventType } from './calendar-event.type.ts';
import { DatasetType } from './dataset.type.ts';

/** The lists inside a dataset. */
@Resolver(() => DatasetType)
export class DatasetContentResolver {
  readonly #maxPageSize: number;

  constructor(limits: { readonly maxPageSize: number }) {
    this.#maxPageSize = limits.maxPageSize;
  }

  @FieldResolver(() => [IngestionType], { description: 'The newest ingestions, newest first.' })
  async ingestions(
    @Root() dataset: Dataset,
    @Arg('first', () => Int, {
      nullable: true,
      description: 'How many, 1 to `limits.maxPageSize`; 20 when left out.',
    })
    first: number | null,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly RecordedIngestion[]> {
    const limit = pageSize(first ?? null, this.#maxPageSize);
    const found = await loaders.newestIngestions.load({ datasetId: dataset.id, limit });
    return found.map((ingestion) => recordedIngestion(ingestion, dataset));
  }

  @FieldResolver(() => [CalendarEventType], {
    description: 'Calendar events, ordered by date and name.',
  })
  events(
    @Root() dataset: Dataset,
    @Arg('from', () => PeriodDate, {
      nullable: true,
      description: 'First day; the earliest when left out.',
    })
    from: string | null,
    @Arg('to', () => PeriodDate, {
      nullable: true,
      description: 'Last day; the latest when left out.',
    })
    to: string | null,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly CalendarEvent[]> {
    return loaders.events.load({ dataset, from: from ?? null, to: to ?? null });
  }
}
