import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import type {
  LedgerEntry,
  Model,
  ModelCatalog,
  ModelVersion,
  Verification,
  VersionMetrics,
} from '../../application/models/index.ts';
import type { GraphqlContext } from '../context.ts';
import { ModelType } from '../model/model.type.ts';
import { globalId, parseModelVersionId } from '../node/global-id.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import { PromotionConnectionType } from '../promotion/promotion-connection.type.ts';
import { ModelVersionType } from './model-version.type.ts';
import { VerificationType } from './verification.type.ts';
import { VersionMetricsType } from './version-metrics.type.ts';

@Resolver(() => ModelVersionType)
export class ModelVersionResolver {
  readonly #models: ModelCatalog;

  constructor(models: ModelCatalog) {
    this.#models = models;
  }

  @Query(() => ModelVersionType, {
    nullable: true,
    description: 'The version with this id; null where there is none.',
  })
  modelVersion(
    @Arg('id', () => ID, { description: 'Global id of a version of a model.' }) id: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ModelVersion | null> {
    return loaders.modelVersions.load(parseModelVersionId(id));
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { model, version }: ModelVersion): string {
    return globalId({ kind: 'ModelVersion', model, version });
  }

  @FieldResolver(() => ModelType, { description: 'The model that it is a version of.' })
  model(@Root() version: ModelVersion, @Ctx() { loaders }: GraphqlContext): Promise<Model | null> {
    return loaders.models.load(version.model);
  }

  @FieldResolver(() => VersionMetricsType, { description: 'Its scores on past data.' })
  metrics(@Root() version: ModelVersion): Promise<VersionMetrics> {
    return this.#models.metrics(version);
  }

  @FieldResolver(() => String, {
    description:
      'The model card, in Markdown: training window, data, scores, limits and intended use.',
  })
  card(@Root() version: ModelVersion): Promise<string> {
    return this.#models.card(version);
  }

  @FieldResolver(() => VerificationType, {
    description: 'Its files, read and checked now: hashes, signature, form and values.',
  })
  verification(@Root() version: ModelVersion): Promise<Verification> {
    return this.#models.verify(version);
  }

  @FieldResolver(() => PromotionConnectionType, {
    description: 'The promotions and rollbacks to or from it, newest first.',
  })
  async ledger(
    @Root() { model, version }: ModelVersion,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Connection<LedgerEntry>> {
    const request = pageRequest('ledger', args);
    const page = await this.#models.ledgerPage({ model, version }, request);
    return connectionOf('ledger', { page, request }, ({ id }) => id);
  }
}
