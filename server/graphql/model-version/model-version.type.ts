import { GraphQLDateTimeISO, GraphQLJSONObject } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

import type { ModelKind, ModelVersion, VersionStatus } from '../../application/models/index.ts';
import { modelKind } from '../model/model-kind.enum.ts';
import { NodeType } from '../node/node.type.ts';
import { Sha256 } from '../scalars/index.ts';
import { modelVersionStatus } from './model-version-status.enum.ts';

type Plain = Omit<ModelVersion, 'model' | 'place'>;

@ObjectType('ModelVersion', {
  description: 'A version of a model. Its content never changes: other content is another version.',
  implements: NodeType,
})
export class ModelVersionType implements Plain {
  @Field(() => String, { description: 'Its name within the model; for a baseline the release.' })
  readonly version!: string;

  @Field(() => modelKind, { description: 'What it is built as.' })
  readonly kind!: ModelKind;

  @Field(() => Sha256, {
    nullable: true,
    description: 'Hash of its manifest, which holds the hashes of its files; null for a baseline.',
  })
  readonly artifactSha256!: string | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description:
      'What it was made of and from: architecture, features, scalers, data, hyper-parameters, scores, files; null for a baseline.',
  })
  readonly manifest!: ModelVersion['manifest'];

  @Field(() => modelVersionStatus, { description: 'What it is used for.' })
  readonly status!: VersionStatus;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When this service got to know it; null for a baseline.',
  })
  readonly registeredAt!: Date | null;
}
