import { Field, Float, ObjectType } from 'type-graphql';

import type { Item } from '../../application/catalog/index.ts';
import type {
  Degradation,
  ForecastScenario,
  ItemForecast,
  Provenance,
} from '../../application/forecasts/index.ts';
import { ItemType } from '../item/item.type.ts';
import { PeriodDate } from '../scalars/index.ts';
import { DegradationType } from './degradation.type.ts';
import { ForecastScenarioType } from './forecast-scenario.type.ts';
import { ProvenanceType } from './provenance.type.ts';

@ObjectType('QuantileForecast', { description: 'One quantile over the whole horizon.' })
class QuantileForecastType {
  @Field(() => Float, { description: 'The probability, 0 to 1, that demand stays at or below.' })
  readonly level!: number;

  @Field(() => [Float], { description: 'One value per date.' })
  readonly values!: Float64Array;
}

@ObjectType('Forecast', {
  description:
    'The forecast of one item, column by column: index i of every list is `dates[i]`. Values are finite and not negative.',
})
export class ForecastType implements ItemForecast {
  @Field(() => ItemType, { description: 'The item.' })
  readonly item!: Item;

  @Field(() => PeriodDate, { description: 'The last period that the model saw.' })
  readonly cutoff!: string;

  @Field(() => [PeriodDate], { description: 'The periods ahead, ascending.' })
  readonly dates!: readonly string[];

  @Field(() => [Float], { description: 'Expected demand.' })
  readonly mean!: Float64Array;

  @Field(() => [Float], { description: 'Demand that is exceeded half of the time.' })
  readonly median!: Float64Array;

  @Field(() => [QuantileForecastType], {
    description: 'One entry per requested level, ascending; values never decrease with the level.',
  })
  readonly quantiles!: ItemForecast['quantiles'];

  @Field(() => String, { description: 'The model that was asked for.' })
  readonly requestedModel!: string;

  @Field(() => String, { description: 'The model that answered.' })
  readonly servedModel!: string;

  @Field(() => DegradationType, {
    nullable: true,
    description: 'Why another model answered; null when the requested one did.',
  })
  readonly degradation!: Degradation | null;

  @Field(() => ForecastScenarioType, {
    nullable: true,
    description: 'What was assumed beside what is planned; null where nothing was.',
  })
  readonly scenario!: ForecastScenario | null;

  @Field(() => ProvenanceType, { description: 'How it was made.' })
  readonly provenance!: Provenance;
}
