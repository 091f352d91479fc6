import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';

import type { Item } from '../../application/catalog/index.ts';
import type {
  ForecastDifference,
  ForecastDifferenceKind,
  ForecastUserError,
  ForecastUserErrorCode,
  ForecastVerification,
  VerificationResult,
} from '../../application/forecast-verification/index.ts';
import type { Provenance } from '../../application/forecasts/index.ts';
import { ProvenanceType } from '../forecast/provenance.type.ts';
import { ItemType } from '../item/item.type.ts';

const forecastDifferenceKind = {
  DATASET_VERSION: 'DATASET_VERSION',
  MODEL_VERSION: 'MODEL_VERSION',
  RELEASE: 'RELEASE',
  ARTIFACT: 'ARTIFACT',
  BACKEND: 'BACKEND',
  SEED: 'SEED',
  CONFIG: 'CONFIG',
  DATES: 'DATES',
  VALUES: 'VALUES',
} satisfies { readonly [Kind in ForecastDifferenceKind]: Kind };

registerEnumType(forecastDifferenceKind, {
  name: 'ForecastDifferenceKind',
  description: 'What of a forecast is not as it was said to be.',
  valuesConfig: {
    DATASET_VERSION: { description: 'The data recorded by `asOf` are another version here.' },
    MODEL_VERSION: { description: 'That version of the model is not here, or cannot answer.' },
    RELEASE: { description: 'The model is of another release.' },
    ARTIFACT: { description: 'The version is published here with other files.' },
    BACKEND: { description: 'Another tensor backend computes here; values may differ by 1e-4.' },
    SEED: { description: 'Another seed is set here.' },
    CONFIG: { description: 'Other settings that decide the numbers are set here.' },
    DATES: { description: 'The periods are not those behind the cutoff.' },
    VALUES: { description: 'Values differ.' },
  },
});

const forecastUserErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  INVALID_DATE: 'INVALID_DATE',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  DATASET_NOT_FOUND: 'DATASET_NOT_FOUND',
  ITEMS_NOT_FOUND: 'ITEMS_NOT_FOUND',
  MODEL_NOT_FOUND: 'MODEL_NOT_FOUND',
  NO_DATA_AS_OF: 'NO_DATA_AS_OF',
  MODEL_UNAVAILABLE: 'MODEL_UNAVAILABLE',
} satisfies { readonly [Code in ForecastUserErrorCode]: Code };

registerEnumType(forecastUserErrorCode, {
  name: 'ForecastUserErrorCode',
  description: 'Why forecasts cannot be verified.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A field breaks its documented rules.' },
    INVALID_DATE: { description: 'A date cannot be read.' },
    LIMIT_EXCEEDED: { description: 'A limit of `limits` was exceeded.' },
    DATASET_NOT_FOUND: { description: 'There is no such dataset.' },
    ITEMS_NOT_FOUND: { description: 'The dataset has no such items.' },
    MODEL_NOT_FOUND: { description: 'No model of the name that was asked for is known here.' },
    NO_DATA_AS_OF: { description: 'Nothing had been recorded by `asOf`.' },
    MODEL_UNAVAILABLE: { description: 'The model cannot answer, and no other may step in.' },
  },
});

@ObjectType('ForecastDifference', { description: 'One thing in which a forecast differs.' })
class ForecastDifferenceType implements ForecastDifference {
  @Field(() => forecastDifferenceKind, { description: 'What.' })
  readonly kind!: ForecastDifferenceKind;

  @Field(() => String, { description: 'As it was said to be.' })
  readonly expected!: string;

  @Field(() => String, { description: 'As it is here.' })
  readonly found!: string;

  @Field(() => String, { description: 'What it means, in one sentence.' })
  readonly detail!: string;
}

@ObjectType('ForecastVerification', { description: 'One forecast, computed again.' })
class ForecastVerificationType implements ForecastVerification {
  @Field(() => ItemType, { description: 'The item.' })
  readonly item!: Item;

  @Field(() => Boolean, {
    description:
      'Whether the forecast is what this service computes: nothing differs, or only the backend, and values within 1e-4.',
  })
  readonly matches!: boolean;

  @Field(() => [ForecastDifferenceType], { description: 'What differs; empty where nothing does.' })
  readonly differences!: readonly ForecastDifference[];

  @Field(() => Float, {
    nullable: true,
    description: 'Largest absolute difference of all values; null where none were given.',
  })
  readonly largestDifference!: number | null;

  @Field(() => ProvenanceType, { description: 'How the forecast was made that was computed now.' })
  readonly found!: Provenance;
}

@ObjectType('ForecastUserError', { description: 'A refusal that the caller can correct.' })
class ForecastUserErrorType implements ForecastUserError {
  @Field(() => [String], {
    description: 'Path of the field inside `input`; empty where it concerns the whole input.',
  })
  readonly field!: readonly string[];

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;

  @Field(() => forecastUserErrorCode, { description: 'The kind of refusal.' })
  readonly code!: ForecastUserErrorCode;
}

@ObjectType('VerifyForecastPayload', { description: 'The outcome of `verifyForecast`.' })
export class VerifyForecastPayload implements VerificationResult {
  @Field(() => [ForecastVerificationType], {
    nullable: true,
    description: 'One per forecast, in the order of the input; null when refused.',
  })
  readonly verifications!: readonly ForecastVerification[] | null;

  @Field(() => [ForecastUserErrorType], {
    description: 'Why nothing was verified; empty on success.',
  })
  readonly userErrors!: readonly ForecastUserError[];
}
