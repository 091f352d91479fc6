import { Field, ObjectType } from 'type-graphql';

import type { Model, ModelKind, ModelVersion } from '../../application/models/index.ts';
import { ModelVersionType } from '../model-version/model-version.type.ts';
import { NodeType } from '../node/node.type.ts';
import { modelKind } from './model-kind.enum.ts';

@ObjectType('Model', {
  description: 'A model that forecasts can be asked for: learned, or a baseline of the release.',
  implements: NodeType,
})
export class ModelType implements Model {
  @Field(() => String, { description: 'Unique name, used in arguments.' })
  readonly name!: string;

  @Field(() => modelKind, { description: 'What it is built as.' })
  readonly kind!: ModelKind;

  @Field(() => String, { description: 'One sentence on how it forecasts.' })
  readonly description!: string;

  @Field(() => ModelVersionType, {
    nullable: true,
    description: 'The version that serves; null where none was promoted.',
  })
  readonly champion!: ModelVersion | null;

  @Field(() => ModelVersionType, {
    nullable: true,
    description: 'The version that is compared with the champion; null where there is none.',
  })
  readonly challenger!: ModelVersion | null;
}
