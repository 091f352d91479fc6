import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { ForecastAnswer, ItemForecast } from '../../application/forecasts/index.ts';
import { ForecastType } from './forecast.type.ts';

@ObjectType('ForecastResult', { description: 'The answer to one forecast request.' })
export class ForecastResultType implements ForecastAnswer {
  @Field(() => [ForecastType], {
    description: 'One per item, in the order in which they were named.',
  })
  readonly forecasts!: readonly ItemForecast[];

  @Field(() => String, {
    description:
      'The model that was asked for, or the default; the defaults of several datasets are separated by commas.',
  })
  readonly requestedModel!: string;

  @Field(() => Int, { description: 'Periods ahead.' })
  readonly horizon!: number;

  @Field(() => [Float], { description: 'Levels of the quantiles, ascending.' })
  readonly quantileLevels!: readonly number[];
}
