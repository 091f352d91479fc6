import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

import type { IssuedForecast } from '../../application/forecast-issues/index.ts';
import type { ItemForecast } from '../../application/forecasts/index.ts';
import { ForecastType } from '../forecast/forecast.type.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';

@ObjectType('IssuedForecast', {
  description: 'What was said of an item on one day, as it was said.',
})
export class IssuedForecastType implements Omit<IssuedForecast, 'issue'> {
  @Field(() => GraphQLDateTimeISO, { description: 'When it was issued.' })
  readonly issuedAt!: Date;

  @Field(() => ForecastType, { description: 'The forecast.' })
  readonly forecast!: ItemForecast;
}

@ObjectType('IssuedForecastEdge', { description: 'An issued forecast at its place in a list.' })
class IssuedForecastEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => IssuedForecastType, { description: 'The issued forecast.' })
  readonly node!: IssuedForecast;
}

@ObjectType('IssuedForecastConnection', { description: 'One page of issued forecasts.' })
export class IssuedForecastConnectionType implements Connection<IssuedForecast> {
  @Field(() => [IssuedForecastEdgeType], {
    description: 'The issued forecasts with their cursors.',
  })
  readonly edges!: readonly IssuedForecastEdgeType[];

  @Field(() => [IssuedForecastType], { description: 'The issued forecasts without cursors.' })
  readonly nodes!: readonly IssuedForecast[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
