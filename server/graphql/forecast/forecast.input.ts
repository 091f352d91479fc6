import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int } from 'type-graphql';

import { PeriodDate } from '../scalars/index.ts';

@InputType('ForecastInput', {
  description: 'What to forecast. Name the items by `items`, or by `dataset` and `itemKeys`.',
})
export class ForecastInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Global ids of items, at most `limits.maxItems`; they may belong to several datasets.',
  })
  readonly items?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of the dataset of `itemKeys`.' })
  readonly dataset?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Keys of items, at most `limits.maxItems`.',
  })
  readonly itemKeys?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Periods ahead, 1 to `limits.maxHorizon`; `limits.defaultHorizon` when left out.',
  })
  readonly horizon?: number | null;

  @Field(() => [Float], {
    nullable: true,
    description:
      'Levels between 0 and 1, at most `limits.maxQuantileLevels`; 0.1, 0.25, 0.5, 0.75 and 0.9 when left out.',
  })
  readonly quantileLevels?: number[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'A model that `forecasters` lists; the configured one when left out.',
  })
  readonly model?: string | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'Use only what was known at this instant; now when left out.',
  })
  readonly asOf?: Date | null;

  @Field(() => PeriodDate, {
    nullable: true,
    description: 'The last period that the model may see; the end of the data when left out.',
  })
  readonly cutoff?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A scenario of the dataset that is assumed; what is planned when left out.',
  })
  readonly scenario?: string | null;
}
