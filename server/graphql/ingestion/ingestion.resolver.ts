import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import type { GraphqlContext } from '../context.ts';
import { DatasetType } from '../dataset/dataset.type.ts';
import { globalId } from '../node/global-id.ts';
import { IngestionType } from './ingestion.type.ts';
import type { RecordedIngestion } from './recorded-ingestion.ts';

@Resolver(() => IngestionType)
export class IngestionResolver {
  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { datasetSlug, sequence }: RecordedIngestion): string {
    return globalId({ kind: 'Ingestion', dataset: datasetSlug, sequence });
  }

  @FieldResolver(() => DatasetType, { description: 'The dataset that it belongs to.' })
  dataset(
    @Root() ingestion: RecordedIngestion,
    @Ctx() context: GraphqlContext,
  ): Promise<Dataset | null> {
    return context.loaders.datasets.load(ingestion.datasetSlug);
  }
}
