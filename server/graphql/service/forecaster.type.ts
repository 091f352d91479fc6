import { Field, ObjectType } from 'type-graphql';

/** A model as the API lists it. */
export interface ApiForecaster {
  readonly name: string;
  readonly description: string;
  readonly isDefault: boolean;
}

@ObjectType('Forecaster', { description: 'A model that `forecast` can be asked for.' })
export class ForecasterType implements ApiForecaster {
  @Field(() => String, { description: 'The value of `model`.' })
  readonly name!: string;

  @Field(() => String, { description: 'What it does, in one sentence.' })
  readonly description!: string;

  @Field(() => Boolean, {
    description:
      'Whether it answers when no model is named and the dataset has no default of its own.',
  })
  readonly isDefault!: boolean;
}
