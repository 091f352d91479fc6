import { Field, ObjectType } from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import type { DefaultModelResult, ModelUserError } from '../../application/models/index.ts';
import { ModelUserErrorType } from '../promotion/promotion.payload.ts';
import { DatasetType } from './dataset.type.ts';

@ObjectType('SetDefaultModelPayload', { description: 'The outcome of `setDefaultModel`.' })
export class SetDefaultModelPayload implements DefaultModelResult {
  @Field(() => DatasetType, {
    nullable: true,
    description: 'The dataset as it is now; null when refused.',
  })
  readonly dataset!: Dataset | null;

  @Field(() => [ModelUserErrorType], { description: 'Why nothing was changed; empty on success.' })
  readonly userErrors!: readonly ModelUserError[];
}
