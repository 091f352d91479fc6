import { Field, ObjectType } from 'type-graphql';

import type { Item, ItemPage } from '../../application/catalog/index.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { itemCursor } from './item-cursor.ts';
import { ItemType } from './item.type.ts';

interface ItemEdge {
  readonly cursor: string;
  readonly node: Item;
}

/** A page with what its connection shows; `page` is what `totalCount` counts. */
export interface ItemConnection {
  readonly edges: readonly ItemEdge[];
  readonly nodes: readonly Item[];
  readonly pageInfo: PageInfo;
  readonly page: ItemPage;
}

@ObjectType('ItemEdge', { description: 'An item at its place in a list.' })
class ItemEdgeType implements ItemEdge {
  @Field(() => String, { description: 'Opaque place in the list, valid for the same order only.' })
  readonly cursor!: string;

  @Field(() => ItemType, { description: 'The item.' })
  readonly node!: Item;
}

@ObjectType('ItemConnection', { description: 'One page of a list of items.' })
export class ItemConnectionType implements Omit<ItemConnection, 'page'> {
  @Field(() => [ItemEdgeType], { description: 'The items with their cursors.' })
  readonly edges!: readonly ItemEdge[];

  @Field(() => [ItemType], { description: 'The items without cursors.' })
  readonly nodes!: readonly Item[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}

/** The connection of a page. */
export function itemConnection(page: ItemPage): ItemConnection {
  const edges = page.items.map((node) => ({ node, cursor: itemCursor(node, page.order) }));
  return {
    edges,
    nodes: page.items,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    page,
  };
}
