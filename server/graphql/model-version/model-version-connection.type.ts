import { Field, ObjectType } from 'type-graphql';

import type { ModelVersion } from '../../application/models/index.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { ModelVersionType } from './model-version.type.ts';

@ObjectType('ModelVersionEdge', { description: 'A version at its place in a list.' })
class ModelVersionEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => ModelVersionType, { description: 'The version.' })
  readonly node!: ModelVersion;
}

@ObjectType('ModelVersionConnection', { description: 'One page of the versions of a model.' })
export class ModelVersionConnectionType implements Connection<ModelVersion> {
  @Field(() => [ModelVersionEdgeType], { description: 'The versions with their cursors.' })
  readonly edges!: readonly ModelVersionEdgeType[];

  @Field(() => [ModelVersionType], { description: 'The versions without cursors.' })
  readonly nodes!: readonly ModelVersion[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
