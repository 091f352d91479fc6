import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { GraphqlContext } from '../context.ts';
import type { DemandIngestion } from './demand-ingestion.ts';
import { IngestDemandInput } from './ingest-demand.input.ts';
import { type IngestDemandOutcome, IngestDemandPayload } from './ingest-demand.payload.ts';

@Resolver()
export class IngestDemandResolver {
  readonly #ingestion: DemandIngestion;

  constructor(ingestion: DemandIngestion) {
    this.#ingestion = ingestion;
  }

  @Mutation(() => IngestDemandPayload, {
    description:
      'Appends demand to a dataset in one transaction: all of it or nothing. Earlier values stay readable with `asOf`.',
  })
  ingestDemand(
    @Arg('input', () => IngestDemandInput, { description: 'What to append.' })
    input: IngestDemandInput,
    @Ctx() { loaders, scope }: GraphqlContext,
  ): Promise<IngestDemandOutcome> {
    return this.#ingestion.execute(input, loaders, scope.signal);
  }
}
