import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, InputType } from 'type-graphql';

import { PeriodDate } from '../scalars/index.ts';

@InputType('ItemAttributesInput', {
  description: 'What to say about an item. What is left out stays as it is; null clears it.',
})
export class ItemAttributesInput {
  @Field(() => String, { nullable: true, description: 'Department.' })
  readonly department?: string | null;

  @Field(() => String, { nullable: true, description: 'Category.' })
  readonly category?: string | null;

  @Field(() => String, { nullable: true, description: 'Store.' })
  readonly store?: string | null;

  @Field(() => String, { nullable: true, description: 'State or region of the store.' })
  readonly state?: string | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'Further attributes, in place of all earlier ones.',
  })
  readonly attributes?: Record<string, unknown> | null | undefined;
}

@InputType('DemandUpdateInput', { description: 'Demand of one item at consecutive periods.' })
export class DemandUpdateInput {
  @Field(() => String, { description: 'Key of the item.' })
  readonly item!: string;

  @Field(() => PeriodDate, { description: 'The period of the first value.' })
  readonly start!: string;

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Units sold, one per period from `start` on; null leaves a period as it is.',
  })
  readonly values!: (number | null)[];

  @Field(() => [Float], {
    nullable: 'itemsAndList',
    description: 'Prices of one unit in the same periods; null leaves a period as it is.',
  })
  readonly prices?: (number | null)[] | null;

  @Field(() => ItemAttributesInput, { nullable: true, description: 'Attributes of the item.' })
  readonly attributes?: ItemAttributesInput | null;
}

@InputType('IngestDemandInput', {
  description:
    'New or corrected demand of a dataset that exists. Values replace earlier ones of the same item and period.',
})
export class IngestDemandInput {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => [DemandUpdateInput], {
    description: 'What to write; at most `limits.maxIngestValues` values and prices in all.',
  })
  readonly updates!: DemandUpdateInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Create items that the dataset lacks; without it they are refused.',
  })
  readonly createItems!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Write it also when the newest update of the dataset had the same content.',
  })
  readonly again!: boolean;
}
