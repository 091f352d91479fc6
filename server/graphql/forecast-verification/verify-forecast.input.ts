import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int } from 'type-graphql';

import { type DegradationReason, type Provenance } from '../../application/forecasts/index.ts';
import { degradationReason } from '../forecast/degradation.type.ts';
import { forecastSource } from '../forecast/provenance.type.ts';
import { PeriodDate, Sha256 } from '../scalars/index.ts';

const ignored =
  'Not compared; accepted so that an answer of `forecast` can be handed back as it is.';

@InputType('ForecastItemInput', { description: 'The item of a forecast.' })
class ForecastItemInput {
  @Field(() => ID, { description: 'Global id of the item.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: ignored })
  readonly key?: string | null;
}

@InputType('QuantileForecastInput', { description: 'One quantile over the whole horizon.' })
class QuantileForecastInput {
  @Field(() => Float, { description: 'Its level.' })
  readonly level!: number;

  @Field(() => [Float], { nullable: true, description: 'One value per date; none = not compared.' })
  readonly values?: number[] | null;
}

@InputType('TensorBackendInput', { description: 'What computed a learned model.' })
class TensorBackendInput {
  @Field(() => String, { description: '`wasm` or `native`.' })
  readonly name!: string;

  @Field(() => String, { description: 'Version of tfjs and of the library below it.' })
  readonly version!: string;
}

@InputType('DegradationInput', { description: 'Why another model answered.' })
class DegradationInput {
  @Field(() => degradationReason, { nullable: true, description: ignored })
  readonly reason?: DegradationReason | null;

  @Field(() => String, { nullable: true, description: ignored })
  readonly requestedModel?: string | null;

  @Field(() => String, { nullable: true, description: ignored })
  readonly servedModel?: string | null;

  @Field(() => String, { nullable: true, description: ignored })
  readonly detail?: string | null;
}

@InputType('ProvenanceInput', { description: 'How a forecast was made, as `forecast` said.' })
class ProvenanceInput {
  @Field(() => String, { description: '`name@version` of the model that answered.' })
  readonly modelVersion!: string;

  @Field(() => Sha256, {
    nullable: true,
    description:
      'SHA-256 of the model’s artifact; null for baselines, and where it is not to be compared.',
  })
  readonly artifactSha256?: string | null;

  @Field(() => TensorBackendInput, {
    nullable: true,
    description:
      'What computed a learned model. On another backend values are compared within 1e-4.',
  })
  readonly backend?: TensorBackendInput | null;

  @Field(() => Sha256, { description: 'Version of the dataset that the forecast saw.' })
  readonly datasetVersion!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'The instant to read the data as of.' })
  readonly asOf!: Date;

  @Field(() => Int, { description: 'Seed of every random choice.' })
  readonly seed!: number;

  @Field(() => Sha256, { description: 'Hash over the settings that influence the numbers.' })
  readonly configHash!: string;

  @Field(() => String, { nullable: true, description: ignored })
  readonly traceId?: string | null;

  @Field(() => forecastSource, { nullable: true, description: ignored })
  readonly source?: Provenance['source'] | null;
}

@InputType('ClaimedForecastInput', {
  description: 'One forecast as `forecast` answered it: the same fields under the same names.',
})
export class ClaimedForecastInput {
  @Field(() => ForecastItemInput, { description: 'The item.' })
  readonly item!: ForecastItemInput;

  @Field(() => PeriodDate, { description: 'The last period that the model saw.' })
  readonly cutoff!: string;

  @Field(() => [PeriodDate], { description: 'The periods ahead, ascending.' })
  readonly dates!: string[];

  @Field(() => [Float], { nullable: true, description: 'One value per date; none = not compared.' })
  readonly mean?: number[] | null;

  @Field(() => [Float], { nullable: true, description: 'One value per date; none = not compared.' })
  readonly median?: number[] | null;

  @Field(() => [QuantileForecastInput], {
    description: 'All levels that were asked for, also where their values are not to be compared.',
  })
  readonly quantiles!: QuantileForecastInput[];

  @Field(() => String, { description: 'The model that was asked for.' })
  readonly requestedModel!: string;

  @Field(() => String, { nullable: true, description: ignored })
  readonly servedModel?: string | null;

  @Field(() => DegradationInput, { nullable: true, description: ignored })
  readonly degradation?: DegradationInput | null;

  @Field(() => ProvenanceInput, { description: 'How it was made.' })
  readonly provenance!: ProvenanceInput;
}

@InputType('VerifyForecastInput', { description: 'Forecasts to be computed again.' })
export class VerifyForecastInput {
  @Field(() => [ClaimedForecastInput], {
    description: '`forecasts` of an answer of `forecast`, at most `limits.maxItems`.',
  })
  readonly forecasts!: ClaimedForecastInput[];
}
