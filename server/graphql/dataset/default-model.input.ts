import { Field, InputType } from 'type-graphql';

@InputType('SetDefaultModelInput', { description: 'Which model is to answer for a dataset.' })
export class SetDefaultModelInput {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A baseline, a learned model (its champion) or `name@version`; null or left out = that of the configuration.',
  })
  readonly model?: string | null;
}
