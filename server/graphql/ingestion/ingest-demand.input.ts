import type { Frequency } from '#core/calendar';
import type { MissingValuePolicy } from '#core/series';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, InputType, Int } from 'type-graphql';

import { frequency } from '../dataset/frequency.enum.ts';
import { missingValuePolicy } from '../dataset/missing-value-policy.enum.ts';
import { PeriodDate } from '../scalars/index.ts';

@InputType('NewDatasetInput', {
  description: 'The settings of a dataset, fixed when it is created.',
})
export class NewDatasetInput {
  @Field(() => String, { nullable: true, description: 'Name for people; the slug when left out.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'What the data are.' })
  readonly description?: string | null;

  @Field(() => String, { nullable: true, description: 'Terms under which the data may be used.' })
  readonly licence?: string | null;

  @Field(() => frequency, {
    nullable: true,
    description: 'Length of a period; daily when left out.',
  })
  readonly frequency?: Frequency | null;

  @Field(() => Int, {
    nullable: true,
    description: 'ISO weekday (1 Monday .. 7 Sunday) on which a weekly period starts.',
  })
  readonly weekStartsOn?: number | null;

  @Field(() => missingValuePolicy, {
    nullable: true,
    description: 'What an unknown demand means to the models; zero when left out.',
  })
  readonly missingValuePolicy?: MissingValuePolicy | null;
}

@InputType('DemandSeriesInput', { description: 'Demand of one item at consecutive periods.' })
export class DemandSeriesInput {
  @Field(() => String, { description: 'Key of the item; a new one is created.' })
  readonly itemKey!: string;

  @Field(() => PeriodDate, { description: 'The period of the first value.' })
  readonly from!: string;

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Units sold, one per period from `from` on; null = unknown.',
  })
  readonly demand!: (number | null)[];

  @Field(() => [Float], {
    nullable: 'itemsAndList',
    description: 'Prices of one unit, as many as `demand` has entries; null = not on sale.',
  })
  readonly prices?: (number | null)[] | null;

  @Field(() => String, { nullable: true, description: 'Department; unchanged when left out.' })
  readonly department?: string | null;

  @Field(() => String, { nullable: true, description: 'Category; unchanged when left out.' })
  readonly category?: string | null;

  @Field(() => String, { nullable: true, description: 'Store; unchanged when left out.' })
  readonly store?: string | null;

  @Field(() => String, { nullable: true, description: 'State; unchanged when left out.' })
  readonly state?: string | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'Further attributes; unchanged when left out.',
  })
  readonly attributes?: Record<string, unknown> | null;
}

@InputType('IngestDemandInput', {
  description: 'New or corrected demand. Values replace earlier ones of the same item and period.',
})
export class IngestDemandInput {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => NewDatasetInput, {
    nullable: true,
    description: 'Creates the dataset with these settings where it does not exist yet.',
  })
  readonly create?: NewDatasetInput | null;

  @Field(() => [DemandSeriesInput], {
    description: 'Values by item, at most `limits.maxIngestValues` in all.',
  })
  readonly series!: DemandSeriesInput[];
}
