import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { GraphqlContext } from '../context.ts';
import type { ModelMoves } from './model-moves.ts';
import { PromoteModelVersionInput, RollbackModelInput } from './promotion.input.ts';
import { type PromotionOutcome, PromotionPayload } from './promotion.payload.ts';

@Resolver()
export class PromotionResolver {
  readonly #moves: ModelMoves;

  constructor(moves: ModelMoves) {
    this.#moves = moves;
  }

  @Mutation(() => PromotionPayload, {
    description:
      'Lets a version serve, after its files were verified and the gate was asked. Refusals come with the reasons.',
  })
  promoteModelVersion(
    @Arg('input', () => PromoteModelVersionInput, { description: 'What to promote.' })
    input: PromoteModelVersionInput,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<PromotionOutcome> {
    return this.#moves.promote(input, loaders);
  }

  @Mutation(() => PromotionPayload, {
    description: 'Lets the version serve again that did before the champion.',
  })
  rollbackModel(
    @Arg('input', () => RollbackModelInput, { description: 'What to roll back.' })
    input: RollbackModelInput,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<PromotionOutcome> {
    return this.#moves.rollBack(input, loaders);
  }
}
