import { z } from 'zod';

import { parseInput } from '../parse-input.ts';
import {
  type Dataset,
  type Item,
  type ItemFilter,
  type ItemOrder,
  itemOrders,
  type ItemPosition,
} from './catalog.ts';
import { datasetBySlug } from './dataset-by-slug.ts';
import { pageSize } from './page-size.ts';
import type { CatalogReader } from './ports.ts';

const text = z
  .string()
  .max(200, 'must have at most 200 characters')
  .refine((value) => !value.includes('\0'), 'must not contain NUL characters');
const texts = z
  .array(text)
  .min(1, 'must name at least one value, or be left out')
  .max(100, 'must name at most 100 values')
  .exactOptional();

/** Which items to list, in which order, from where on. */
const itemPageCommand = z.strictObject({
  dataset: text,
  first: z.int().exactOptional(),
  after: z.object({ value: z.string().nullable(), key: z.string() }).exactOptional(),
  filter: z
    .strictObject({
      department: texts,
      category: texts,
      store: texts,
      state: texts,
      keyPrefix: text.exactOptional(),
    })
    .default({}),
  order: z
    .strictObject({ field: z.enum(itemOrders), direction: z.enum(['asc', 'desc']) })
    .default({ field: 'key', direction: 'asc' }),
});

/** One page of items; `filter` counts the whole list with `CatalogReader.itemCount`. */
export interface ItemPage {
  readonly dataset: Dataset;
  readonly filter: ItemFilter;
  readonly order: ItemOrder;
  readonly items: readonly Item[];
  readonly after: ItemPosition | null;
  readonly hasNextPage: boolean;
}

/** Use case: browse the items of a dataset page by page. */
export class ListItems {
  readonly #catalog: CatalogReader;
  readonly #maxPageSize: number;

  constructor(catalog: CatalogReader, limits: { readonly maxPageSize: number }) {
    this.#catalog = catalog;
    this.#maxPageSize = limits.maxPageSize;
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED or DATASET_NOT_FOUND. */
  async execute(input: unknown): Promise<ItemPage> {
    const command = parseInput(itemPageCommand, input);
    const limit = pageSize(command.first ?? null, this.#maxPageSize);
    const dataset = await datasetBySlug(this.#catalog, command.dataset);
    const after = command.after ?? null;
    const found = await this.#catalog.itemPage({
      datasetId: dataset.id,
      filter: command.filter,
      order: command.order,
      after,
      limit: limit + 1,
    });
    return {
      dataset,
      filter: command.filter,
      order: command.order,
      items: found.slice(0, limit),
      after,
      hasNextPage: found.length > limit,
    };
  }
}
