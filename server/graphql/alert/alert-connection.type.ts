import { Field, ObjectType } from 'type-graphql';

import type { Alert } from '../../application/monitoring/index.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { AlertType } from './alert.type.ts';

@ObjectType('AlertEdge', { description: 'An alert at its place.' })
class AlertEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => AlertType, { description: 'The alert.' })
  readonly node!: Alert;
}

@ObjectType('AlertConnection', { description: 'One page of alerts.' })
export class AlertConnectionType implements Connection<Alert> {
  @Field(() => [AlertEdgeType], { description: 'The alerts with their cursors.' })
  readonly edges!: readonly AlertEdgeType[];

  @Field(() => [AlertType], { description: 'The alerts without cursors.' })
  readonly nodes!: readonly Alert[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
