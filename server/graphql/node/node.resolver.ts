import { ForecastError } from '#core/errors';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { GraphqlContext } from '../context.ts';
import type { NodeReader } from './node-reader.ts';
import { NodeType, type NodeValue } from './node.type.ts';

@Resolver()
export class NodeResolver {
  readonly #reader: NodeReader;
  readonly #maxItems: number;

  constructor(reader: NodeReader, limits: { readonly maxItems: number }) {
    this.#reader = reader;
    this.#maxItems = limits.maxItems;
  }

  @Query(() => NodeType, {
    nullable: true,
    description: 'The item, dataset or ingestion with this id; null where there is none.',
  })
  node(
    @Arg('id', () => ID, { description: 'A global id, from an `id` field.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<NodeValue | null> {
    return this.#reader.read(id, context.loaders);
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description:
      'What these ids name, in their order; null where there is nothing. At most `limits.maxItems` ids.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Global ids, from `id` fields.' }) ids: string[],
    @Ctx() context: GraphqlContext,
  ): Promise<NodeValue | null>[] {
    if (ids.length > this.#maxItems) throw tooMany(ids.length, this.#maxItems);
    return ids.map((id) => this.#reader.read(id, context.loaders));
  }
}

function tooMany(found: number, maximum: number): ForecastError {
  return new ForecastError(
    'LIMIT_EXCEEDED',
    `nodes names ${found} ids, but at most ${maximum} are allowed. Ask in several requests.`,
    { limit: 'ids', found, maximum },
  );
}
