import { ArgsType, Field, InputType, Int, registerEnumType } from 'type-graphql';

import type { ItemFilter, ItemOrder, ItemOrderField } from '../../application/catalog/index.ts';

const itemOrderField = {
  KEY: 'key',
  STORE: 'store',
  DEPARTMENT: 'department',
  CATEGORY: 'category',
  STATE: 'state',
} satisfies Record<Uppercase<ItemOrderField>, ItemOrderField>;

registerEnumType(itemOrderField, {
  name: 'ItemOrderField',
  description:
    'What items can be ordered by. Ties are broken by key; items without the value last.',
  valuesConfig: {
    KEY: { description: 'The item’s key.' },
    STORE: { description: 'The store.' },
    DEPARTMENT: { description: 'The department.' },
    CATEGORY: { description: 'The category.' },
    STATE: { description: 'The state or region.' },
  },
});

const orderDirection = { ASC: 'asc', DESC: 'desc' } as const;

registerEnumType(orderDirection, {
  name: 'OrderDirection',
  description: 'Which end of the order comes first.',
  valuesConfig: {
    ASC: { description: 'Smallest first.' },
    DESC: { description: 'Largest first.' },
  },
});

@InputType('ItemOrder', { description: 'The order of a list of items.' })
export class ItemOrderInput implements ItemOrder {
  @Field(() => itemOrderField, { description: 'What to order by.', defaultValue: 'key' })
  readonly field!: ItemOrderField;

  @Field(() => orderDirection, { description: 'Which end comes first.', defaultValue: 'asc' })
  readonly direction!: ItemOrder['direction'];
}

type Nullable<Shape> = { readonly [Key in keyof Shape]?: Shape[Key] | null };

@InputType('ItemFilter', {
  description:
    'Keeps items for which every given condition holds; values of one list are alternatives.',
})
export class ItemFilterInput implements Nullable<ItemFilter> {
  @Field(() => [String], { nullable: true, description: 'One of these departments.' })
  readonly department?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these categories.' })
  readonly category?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these stores.' })
  readonly store?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'One of these states.' })
  readonly state?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The key starts with this text; upper and lower case differ.',
  })
  readonly keyPrefix?: string | null;
}

@ArgsType()
export class ItemsArgs {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Size of the page, 1 to `limits.maxPageSize`; 20 when left out.',
  })
  readonly first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Start behind this cursor: `pageInfo.endCursor` of the page before.',
  })
  readonly after?: string | null;

  @Field(() => ItemFilterInput, {
    nullable: true,
    description: 'Which items to list; all when left out.',
  })
  readonly filter?: ItemFilterInput | null;

  @Field(() => ItemOrderInput, { nullable: true, description: 'By key, ascending, when left out.' })
  readonly orderBy?: ItemOrderInput | null;
}
