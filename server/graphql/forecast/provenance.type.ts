import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Provenance } from '../../application/forecasts/index.ts';
import type { TensorBackend } from '../../application/serving/index.ts';
import { Sha256 } from '../scalars/index.ts';
import { TensorBackendType } from './tensor-backend.type.ts';

/** The enum of the API. */
export const forecastSource = { ON_DEMAND: 'ON_DEMAND', STORED: 'STORED' } satisfies {
  readonly [Source in Provenance['source']]: Source;
};

registerEnumType(forecastSource, {
  name: 'ForecastSource',
  description: 'Where a forecast came from.',
  valuesConfig: {
    ON_DEMAND: { description: 'Computed for this request, or kept from one before it.' },
    STORED: {
      description: 'Issued by a refresh, from the same data, model and settings: the same numbers.',
    },
  },
});

@ObjectType('Provenance', {
  description:
    'Everything that is needed to recompute a forecast byte for byte, and to find its trace.',
})
export class ProvenanceType implements Provenance {
  @Field(() => String, { description: '`name@version` of the model that answered.' })
  readonly modelVersion!: string;

  @Field(() => Sha256, {
    nullable: true,
    description: 'SHA-256 of the model’s artifact; null for baselines, which have none.',
  })
  readonly artifactSha256!: string | null;

  @Field(() => TensorBackendType, {
    nullable: true,
    description:
      'What computed a learned model; null for all others. Asked again on another backend, values may differ in the last digits.',
  })
  readonly backend!: TensorBackend | null;

  @Field(() => Sha256, { description: 'Version of the dataset that the forecast saw.' })
  readonly datasetVersion!: string;

  @Field(() => GraphQLDateTimeISO, {
    description:
      'When the newest ingestion that it saw was recorded. Ask with this `asOf` to get the same answer.',
  })
  readonly asOf!: Date;

  @Field(() => Int, { description: 'Seed of every random choice.' })
  readonly seed!: number;

  @Field(() => Sha256, { description: 'Hash over the settings that influence the numbers.' })
  readonly configHash!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Trace of the request, 32 hex digits; null where tracing is off.',
  })
  readonly traceId!: string | null;

  @Field(() => forecastSource, { description: 'Whether it was computed now or read from store.' })
  readonly source!: Provenance['source'];
}
