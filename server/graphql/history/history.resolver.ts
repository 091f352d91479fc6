import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Args, Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';

import { type History, type Item, parseHistoryCommand } from '../../application/catalog/index.ts';
import type { GraphqlContext } from '../context.ts';
import { givenValues } from '../given-values.ts';
import { ItemType } from '../item/item.type.ts';
import { PeriodDate, Sha256 } from '../scalars/index.ts';
import { HistoryArgs } from './history.input.ts';
import { HistoryType } from './history.type.ts';

@Resolver(() => ItemType)
export class ItemHistoryResolver {
  readonly #maxPeriods: number;

  constructor(limits: { readonly maxHistoryPeriods: number }) {
    this.#maxPeriods = limits.maxHistoryPeriods;
  }

  @FieldResolver(() => HistoryType, {
    description:
      'Recorded demand and prices. It starts with the item’s first value at the earliest.',
  })
  history(
    @Root() item: Item,
    @Args(() => HistoryArgs) args: HistoryArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<History> {
    const command = parseHistoryCommand(givenValues(args), this.#maxPeriods);
    return context.loaders.histories.load({ item, command });
  }
}

@Resolver(() => HistoryType)
export class HistoryResolver {
  @FieldResolver(() => [PeriodDate], {
    description: 'Starts of the periods, ascending without gaps.',
  })
  dates(@Root() history: History): readonly string[] {
    return history.dates;
  }

  @FieldResolver(() => [Float], { nullable: 'items', description: 'Units sold; null = unknown.' })
  demand(@Root() history: History): readonly (number | null)[] {
    return nullable(history.demand);
  }

  @FieldResolver(() => [Float], {
    nullable: 'items',
    description: 'Price per unit; null = not on sale or unknown.',
  })
  async prices(
    @Root() history: History,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly (number | null)[]> {
    return nullable(await context.loaders.prices.load(history));
  }

  @FieldResolver(() => GraphQLDateTimeISO, {
    description:
      'When the newest ingestion that this shows was recorded. Ask with this `asOf` to see the same.',
  })
  asOf(@Root() history: History): Date {
    return history.snapshot.recordedAt;
  }

  @FieldResolver(() => Sha256, { description: 'Version of the dataset that this shows.' })
  datasetVersion(@Root() history: History): string {
    return history.snapshot.datasetVersion;
  }
}

/** NaN, the core's unknown value, is null in the API. */
function nullable(values: Float64Array): readonly (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
