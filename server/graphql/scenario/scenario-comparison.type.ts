import { Field, Float, ObjectType } from 'type-graphql';

import type { Item } from '../../application/catalog/index.ts';
import type { ItemForecast, ScenarioComparison } from '../../application/forecasts/index.ts';
import { ForecastType } from '../forecast/forecast.type.ts';
import { ItemType } from '../item/item.type.ts';

@ObjectType('ScenarioComparison', {
  description: 'The forecast of an item as planned and under a scenario.',
})
export class ScenarioComparisonType implements ScenarioComparison {
  @Field(() => ItemType, { description: 'The item.' })
  readonly item!: Item;

  @Field(() => ForecastType, { description: 'As planned.' })
  readonly base!: ItemForecast;

  @Field(() => ForecastType, { description: 'Under the scenario.' })
  readonly changed!: ItemForecast;

  @Field(() => Float, { description: 'Expected demand of the horizon as planned.' })
  readonly baseTotal!: number;

  @Field(() => Float, { description: 'Expected demand of the horizon under the scenario.' })
  readonly changedTotal!: number;

  @Field(() => Float, { description: 'What the scenario adds to it.' })
  readonly change!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The same in percent of the base; null where that is 0.',
  })
  readonly changePercent!: number | null;
}
