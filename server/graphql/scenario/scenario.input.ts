import { Field, Float, InputType } from 'type-graphql';

import { PeriodDate } from '../scalars/index.ts';

@InputType('ScenarioAttributeInput', { description: 'An attribute that items must have.' })
class ScenarioAttributeInput {
  @Field(() => String, { description: 'Its name, such as `store`.' })
  readonly name!: string;

  @Field(() => String, { description: 'Its value.' })
  readonly value!: string;
}

@InputType('ScenarioPriceInput', {
  description: 'Other prices than planned. Give either a percent or a price.',
})
class ScenarioPriceInput {
  @Field(() => [String], { defaultValue: [], description: 'Keys of items; all when left out.' })
  readonly itemKeys!: string[];

  @Field(() => [ScenarioAttributeInput], {
    defaultValue: [],
    description: 'Attributes that items must have, all of them.',
  })
  readonly attributes!: ScenarioAttributeInput[];

  @Field(() => PeriodDate, { description: 'First period.' })
  readonly from!: string;

  @Field(() => PeriodDate, { description: 'Last period.' })
  readonly to!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Change against the planned price: -20 is a fifth less.',
  })
  readonly percent?: number | null;

  @Field(() => Float, { nullable: true, description: 'The price instead of the planned one.' })
  readonly price?: number | null;
}

@InputType('ScenarioEventInput', { description: 'An event that is not planned.' })
class ScenarioEventInput {
  @Field(() => PeriodDate, { description: 'When.' })
  readonly date!: string;

  @Field(() => String, { description: 'Its name, as events of the past have it.' })
  readonly name!: string;

  @Field(() => String, { description: 'Its kind, such as `Religious`.' })
  readonly kind!: string;

  @Field(() => String, { defaultValue: '', description: 'Where it applies; empty = everywhere.' })
  readonly region!: string;
}

@InputType('ScenarioCancellationInput', {
  description: 'A planned event that does not take place.',
})
class ScenarioCancellationInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => PeriodDate, { description: 'First period.' })
  readonly from!: string;

  @Field(() => PeriodDate, { description: 'Last period.' })
  readonly to!: string;
}

@InputType('CreateScenarioInput', { description: 'What to assume; at least one change.' })
export class CreateScenarioInput {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => String, { description: 'A name to recognise it by.' })
  readonly name!: string;

  @Field(() => [ScenarioPriceInput], { defaultValue: [], description: 'Other prices.' })
  readonly prices!: ScenarioPriceInput[];

  @Field(() => [ScenarioEventInput], { defaultValue: [], description: 'Events to add.' })
  readonly addedEvents!: ScenarioEventInput[];

  @Field(() => [ScenarioCancellationInput], { defaultValue: [], description: 'Events to cancel.' })
  readonly cancelledEvents!: ScenarioCancellationInput[];
}
