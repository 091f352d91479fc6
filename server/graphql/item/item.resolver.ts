import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';

import type { CatalogReader, Dataset, Item, ListItems } from '../../application/catalog/index.ts';
import type { GraphqlContext } from '../context.ts';
import { DatasetType } from '../dataset/dataset.type.ts';
import { globalId, parseItemId } from '../node/global-id.ts';
import { type ItemConnection, itemConnection, ItemConnectionType } from './item-connection.type.ts';
import { itemPageCommand } from './item-page-command.ts';
import { ItemsArgs } from './item.input.ts';
import { ItemType } from './item.type.ts';

@Resolver(() => ItemType)
export class ItemResolver {
  readonly #listItems: ListItems;

  constructor(listItems: ListItems) {
    this.#listItems = listItems;
  }

  @Query(() => ItemType, {
    nullable: true,
    description: 'The item with this id; null where there is none.',
  })
  item(
    @Arg('id', () => ID, { description: 'Global id of an item.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<Item | null> {
    return context.loaders.items.load(parseItemId(id));
  }

  @Query(() => ItemConnectionType, { description: 'The items of a dataset, page by page.' })
  async items(@Args(() => ItemsArgs) args: ItemsArgs): Promise<ItemConnection> {
    return itemConnection(await this.#listItems.execute(itemPageCommand(args)));
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { datasetSlug, key }: Item): string {
    return globalId({ kind: 'Item', dataset: datasetSlug, key });
  }

  @FieldResolver(() => DatasetType, { description: 'The dataset that it belongs to.' })
  dataset(@Root() item: Item, @Ctx() context: GraphqlContext): Promise<Dataset | null> {
    return context.loaders.datasets.load(item.datasetSlug);
  }
}

@Resolver(() => ItemConnectionType)
export class ItemConnectionResolver {
  readonly #catalog: CatalogReader;

  constructor(catalog: CatalogReader) {
    this.#catalog = catalog;
  }

  @FieldResolver(() => Int, { description: 'Items in the whole list, over all pages.' })
  totalCount(@Root() { page }: ItemConnection): Promise<number> {
    return this.#catalog.itemCount(page.dataset.id, page.filter);
  }
}
