import { Field, ObjectType, registerEnumType } from 'type-graphql';

import type { UserError, UserErrorCode } from '../../application/ingestion/index.ts';
import { IngestionType } from './ingestion.type.ts';
import type { RecordedIngestion } from './recorded-ingestion.ts';

const userErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  INVALID_DATE: 'INVALID_DATE',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  DATASET_NOT_FOUND: 'DATASET_NOT_FOUND',
  ITEMS_NOT_FOUND: 'ITEMS_NOT_FOUND',
} satisfies { readonly [Code in UserErrorCode]: Code };

registerEnumType(userErrorCode, {
  name: 'UserErrorCode',
  description: 'Why a mutation refused its input.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A field breaks its documented rules.' },
    INVALID_DATE: { description: 'A date cannot be read.' },
    LIMIT_EXCEEDED: { description: 'A limit of `limits` was exceeded.' },
    DATASET_NOT_FOUND: { description: 'There is no such dataset.' },
    ITEMS_NOT_FOUND: { description: 'The dataset has no such items, and none were to be created.' },
  },
});

@ObjectType('UserError', { description: 'A refusal that the caller can correct.' })
class UserErrorType implements UserError {
  @Field(() => [String], {
    description: 'Path of the field inside `input`; empty where it concerns the whole input.',
  })
  readonly field!: readonly string[];

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;

  @Field(() => userErrorCode, { description: 'The kind of refusal.' })
  readonly code!: UserErrorCode;
}

/** The outcome of `ingestDemand`. */
export interface IngestDemandOutcome {
  readonly ingestion: RecordedIngestion | null;
  readonly unchanged: boolean;
  readonly userErrors: readonly UserError[];
}

@ObjectType('IngestDemandPayload', { description: 'The outcome of `ingestDemand`.' })
export class IngestDemandPayload implements IngestDemandOutcome {
  @Field(() => IngestionType, { nullable: true, description: 'The ingestion; null when refused.' })
  readonly ingestion!: RecordedIngestion | null;

  @Field(() => Boolean, {
    description: 'True when the same content had been ingested before and nothing was written.',
  })
  readonly unchanged!: boolean;

  @Field(() => [UserErrorType], { description: 'Why nothing was ingested; empty on success.' })
  readonly userErrors!: readonly UserError[];
}
