import { Field, Int, ObjectType } from 'type-graphql';

import type { Limits } from './limits.ts';

@ObjectType('Limits', { description: 'What this instance allows in one request.' })
export class LimitsType implements Limits {
  @Field(() => Int, { description: 'Longest horizon of a forecast, in periods.' })
  readonly maxHorizon!: number;

  @Field(() => Int, { description: 'Horizon of a forecast when none is asked for.' })
  readonly defaultHorizon!: number;

  @Field(() => Int, { description: 'Most items of one forecast, and most ids of `nodes`.' })
  readonly maxItems!: number;

  @Field(() => Int, { description: 'Most quantile levels of one forecast.' })
  readonly maxQuantileLevels!: number;

  @Field(() => Int, { description: 'Largest `first` of a list.' })
  readonly maxPageSize!: number;

  @Field(() => Int, { description: 'Most periods of one history.' })
  readonly maxHistoryPeriods!: number;

  @Field(() => Int, { description: 'Most values of one `ingestDemand`.' })
  readonly maxIngestValues!: number;

  @Field(() => Int, {
    description: 'Most numbers and fields that one operation may ask for, estimated beforehand.',
  })
  readonly maxResponseValues!: number;

  @Field(() => Int, { description: 'Largest body of an HTTP request.' })
  readonly maxRequestBytes!: number;

  @Field(() => Int, { description: 'Deadline of a request.' })
  readonly requestTimeoutSeconds!: number;

  @Field(() => Int, { description: 'Most lexical tokens of a query.' })
  readonly maxQueryTokens!: number;

  @Field(() => Int, { description: 'Deepest nesting of fields in a query.' })
  readonly maxQueryDepth!: number;

  @Field(() => Int, { description: 'Most aliases in a query.' })
  readonly maxQueryAliases!: number;
}
