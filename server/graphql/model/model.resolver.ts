import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import type {
  LedgerEntry,
  Model,
  ModelCatalog,
  ModelVersion,
} from '../../application/models/index.ts';
import type { GraphqlContext } from '../context.ts';
import { ModelVersionConnectionType } from '../model-version/model-version-connection.type.ts';
import { globalId } from '../node/global-id.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import { PromotionConnectionType } from '../promotion/promotion-connection.type.ts';
import { ModelType } from './model.type.ts';

@Resolver(() => ModelType)
export class ModelResolver {
  readonly #models: ModelCatalog;

  constructor(models: ModelCatalog) {
    this.#models = models;
  }

  @Query(() => [ModelType], {
    description: 'Every model: the learned ones by name, then the baselines of the release.',
  })
  models(): Promise<readonly Model[]> {
    return this.#models.models();
  }

  @Query(() => ModelType, {
    nullable: true,
    description: 'The model with this name; null where there is none.',
  })
  model(
    @Arg('name', () => String, { description: 'Name of a model.' }) name: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Model | null> {
    return loaders.models.load(name);
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { name }: Model): string {
    return globalId({ kind: 'Model', name });
  }

  @FieldResolver(() => ModelVersionConnectionType, {
    description: 'Its versions, newest first; a baseline has one, the release.',
  })
  async versions(
    @Root() { name }: Model,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<ModelVersion>> {
    const request = pageRequest('versions', args);
    const page = await this.#models.versionPage(name, request);
    return connectionOf('versions', { page, request }, ({ place }) => place);
  }

  @FieldResolver(() => PromotionConnectionType, {
    description: 'Every promotion and rollback of its versions, newest first.',
  })
  async ledger(
    @Root() { name }: Model,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<LedgerEntry>> {
    const request = pageRequest('ledger', args);
    const page = await this.#models.ledgerPage({ model: name, version: null }, request);
    return connectionOf('ledger', { page, request }, ({ id }) => id);
  }
}
