import type { MissingValuePolicy } from '#core/series';
import { Field, ObjectType } from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import { NodeType } from '../node/node.type.ts';
import { missingValuePolicy } from './missing-value-policy.enum.ts';

type Plain = Pick<
  Dataset,
  'slug' | 'name' | 'description' | 'synthetic' | 'licence' | 'missingValuePolicy' | 'defaultModel'
>;

@ObjectType('Dataset', {
  description: 'A named set of items that share one calendar and one missing-value policy.',
  implements: NodeType,
})
export class DatasetType implements Plain {
  @Field(() => String, { description: 'Short unique name, used in ids and arguments.' })
  readonly slug!: string;

  @Field(() => String, { description: 'Name for people.' })
  readonly name!: string;

  @Field(() => String, { description: 'What the data are; empty where nothing was said.' })
  readonly description!: string;

  @Field(() => Boolean, { description: 'True when the values were generated, not observed.' })
  readonly synthetic!: boolean;

  @Field(() => String, { description: 'Terms under which the data may be used; empty = unknown.' })
  readonly licence!: string;

  @Field(() => missingValuePolicy, { description: 'What an unknown demand means to the models.' })
  readonly missingValuePolicy!: MissingValuePolicy;

  @Field(() => String, {
    nullable: true,
    description:
      'Model of forecasts that name none: a baseline, a learned model (its champion) or `name@version`; null = that of the configuration.',
  })
  readonly defaultModel!: string | null;
}
