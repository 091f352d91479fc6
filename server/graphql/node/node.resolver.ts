import { ForecastError } from '#core/errors';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { GraphqlContext } from '../context.ts';
import { NodeType, type NodeValue } from './node.type.ts';
import { readNode } from './read-node.ts';

@Resolver()
export class NodeResolver {
  readonly #maxItems: number;

  constructor(limits: { readonly maxItems: number }) {
    this.#maxItems = limits.maxItems;
  }

  @Query(() => NodeType, {
    nullable: true,
    description:
      'The item, dataset, ingestion, model, version, alert, job, backtest or issue of forecasts with this id; null where there is none.',
  })
  node(
    @Arg('id', () => ID, { description: 'A global id, from an `id` field.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<NodeValue | null> {
    return readNode(id, context.loaders);
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
    return ids.map((id) => readNode(id, context.loaders));
  }
}

function tooMany(found: number, maximum: number): ForecastError {
  return new ForecastError(
    'LIMIT_EXCEEDED',
    `nodes names ${found} ids, but at most ${maximum} are allowed. Ask in several requests.`,
    { limit: 'ids', found, maximum },
  );
}
