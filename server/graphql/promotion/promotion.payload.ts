import { Field, ObjectType, registerEnumType } from 'type-graphql';

import type {
  GateResult,
  LedgerEntry,
  Model,
  ModelUserError,
  ModelUserErrorCode,
} from '../../application/models/index.ts';
import { ModelType } from '../model/model.type.ts';
import { GateResultType } from './gate.type.ts';
import { PromotionType } from './promotion.type.ts';

const modelUserErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  DATASET_NOT_FOUND: 'DATASET_NOT_FOUND',
  MODEL_NOT_FOUND: 'MODEL_NOT_FOUND',
  MODEL_VERSION_NOT_FOUND: 'MODEL_VERSION_NOT_FOUND',
  BACKTEST_NOT_FOUND: 'BACKTEST_NOT_FOUND',
  GATE_FAILED: 'GATE_FAILED',
  NOTHING_TO_ROLL_BACK: 'NOTHING_TO_ROLL_BACK',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  MODEL_MISSING: 'MODEL_MISSING',
  ARTIFACT_CORRUPT: 'ARTIFACT_CORRUPT',
  SIGNATURE_INVALID: 'SIGNATURE_INVALID',
  MODEL_LOAD_FAILED: 'MODEL_LOAD_FAILED',
} satisfies { readonly [Code in ModelUserErrorCode]: Code };

registerEnumType(modelUserErrorCode, {
  name: 'ModelUserErrorCode',
  description: 'Why a promotion, a rollback or a default model was refused.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A field breaks its documented rules.' },
    DATASET_NOT_FOUND: { description: 'There is no such dataset.' },
    MODEL_NOT_FOUND: { description: 'There is no such learned model, or no version of it serves.' },
    MODEL_VERSION_NOT_FOUND: { description: 'The model has no such version.' },
    BACKTEST_NOT_FOUND: { description: 'No finished backtest of that number has the version.' },
    GATE_FAILED: { description: 'A check of the gate was not passed; one error for each.' },
    NOTHING_TO_ROLL_BACK: { description: 'No version served before.' },
    IDEMPOTENCY_KEY_REUSED: { description: 'The key was recorded with another request.' },
    MODEL_MISSING: { description: 'The model is not in the store.' },
    ARTIFACT_CORRUPT: { description: 'The files are not those of the manifest.' },
    SIGNATURE_INVALID: { description: 'Nobody trusted has signed the manifest.' },
    MODEL_LOAD_FAILED: { description: 'This release cannot read the files.' },
  },
});

@ObjectType('ModelUserError', { description: 'A refusal that the caller can correct.' })
export class ModelUserErrorType implements ModelUserError {
  @Field(() => [String], {
    description: 'Path of the field inside `input`; empty where it concerns the whole input.',
  })
  readonly field!: readonly string[];

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;

  @Field(() => modelUserErrorCode, { description: 'The kind of refusal.' })
  readonly code!: ModelUserErrorCode;
}

/** The outcome of `promoteModelVersion` and `rollbackModel`. */
export interface PromotionOutcome {
  readonly promotion: LedgerEntry | null;
  readonly model: Model | null;
  readonly unchanged: boolean;
  readonly gate: GateResult | null;
  readonly userErrors: readonly ModelUserError[];
}

@ObjectType('PromotionPayload', {
  description: 'The outcome of `promoteModelVersion` and `rollbackModel`.',
})
export class PromotionPayload implements PromotionOutcome {
  @Field(() => PromotionType, {
    nullable: true,
    description: 'The entry of the ledger; null when refused.',
  })
  readonly promotion!: LedgerEntry | null;

  @Field(() => ModelType, {
    nullable: true,
    description: 'The model as it is now; null when refused.',
  })
  readonly model!: Model | null;

  @Field(() => Boolean, {
    description:
      'True when the alias pointed there already, or the request had been recorded before: nothing was written.',
  })
  readonly unchanged!: boolean;

  @Field(() => GateResultType, {
    nullable: true,
    description: 'What the gate said, also when refused; null where it was not asked.',
  })
  readonly gate!: GateResult | null;

  @Field(() => [ModelUserErrorType], { description: 'Why nothing was moved; empty on success.' })
  readonly userErrors!: readonly ModelUserError[];
}
