import { Field, ObjectType } from 'type-graphql';

import type { LedgerEntry } from '../../application/models/index.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { PromotionType } from './promotion.type.ts';

@ObjectType('PromotionEdge', { description: 'An entry of the ledger at its place.' })
class PromotionEdgeType {
  @Field(() => String, { description: 'Opaque place in the ledger.' })
  readonly cursor!: string;

  @Field(() => PromotionType, { description: 'The entry.' })
  readonly node!: LedgerEntry;
}

@ObjectType('PromotionConnection', { description: 'One page of the ledger.' })
export class PromotionConnectionType implements Connection<LedgerEntry> {
  @Field(() => [PromotionEdgeType], { description: 'The entries with their cursors.' })
  readonly edges!: readonly PromotionEdgeType[];

  @Field(() => [PromotionType], { description: 'The entries without cursors.' })
  readonly nodes!: readonly LedgerEntry[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
