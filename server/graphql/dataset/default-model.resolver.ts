import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { DefaultModelResult } from '../../application/models/index.ts';
import type { GraphqlContext } from '../context.ts';
import { SetDefaultModelInput } from './default-model.input.ts';
import { SetDefaultModelPayload } from './default-model.payload.ts';

/** The use case behind the mutation. */
export interface DefaultModels {
  execute(input: unknown): Promise<DefaultModelResult>;
}

@Resolver()
export class DefaultModelResolver {
  readonly #models: DefaultModels;

  constructor(models: DefaultModels) {
    this.#models = models;
  }

  @Mutation(() => SetDefaultModelPayload, {
    description: 'Says which model answers forecasts of a dataset that name none.',
  })
  async setDefaultModel(
    @Arg('input', () => SetDefaultModelInput, { description: 'The dataset and its model.' })
    { dataset, model = null }: SetDefaultModelInput,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<DefaultModelResult> {
    const result = await this.#models.execute({ dataset, model });
    // An earlier field of the same request may have read what this one changed.
    loaders.datasets.clear(dataset);
    return result;
  }
}
