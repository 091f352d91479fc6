import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

import type { Item } from '../../application/catalog/index.ts';
import { NodeType } from '../node/node.type.ts';

type Plain = Pick<Item, 'key' | 'department' | 'category' | 'store' | 'state' | 'attributes'>;

@ObjectType('Item', { description: 'One SKU at one store.', implements: NodeType })
export class ItemType implements Plain {
  @Field(() => String, {
    description: 'Identifier in the source data, unique within the dataset.',
  })
  readonly key!: string;

  @Field(() => String, { nullable: true, description: 'Department, where the source names one.' })
  readonly department!: string | null;

  @Field(() => String, { nullable: true, description: 'Category, where the source names one.' })
  readonly category!: string | null;

  @Field(() => String, { nullable: true, description: 'Store, where the source names one.' })
  readonly store!: string | null;

  @Field(() => String, { nullable: true, description: 'State or region of the store.' })
  readonly state!: string | null;

  @Field(() => GraphQLJSONObject, { description: 'Further attributes, as the source gave them.' })
  readonly attributes!: Readonly<Record<string, unknown>>;
}
