import { Field, ObjectType } from 'type-graphql';

import type {
  AcknowledgeResult,
  Alert,
  AlertUserError,
  AlertUserErrorCode,
} from '../../application/monitoring/index.ts';
import { alertUserErrorCode } from './alert.enums.ts';
import { AlertType } from './alert.type.ts';

@ObjectType('AlertUserError', { description: 'A refusal that the caller can correct.' })
class AlertUserErrorType implements AlertUserError {
  @Field(() => [String], { description: 'Path of the field inside `input`.' })
  readonly field!: readonly string[];

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;

  @Field(() => alertUserErrorCode, { description: 'The kind of refusal.' })
  readonly code!: AlertUserErrorCode;
}

@ObjectType('AcknowledgeAlertPayload', { description: 'The outcome of `acknowledgeAlert`.' })
export class AcknowledgeAlertPayload implements AcknowledgeResult {
  @Field(() => AlertType, {
    nullable: true,
    description: 'The alert as it is now; null when refused.',
  })
  readonly alert!: Alert | null;

  @Field(() => [AlertUserErrorType], { description: 'Why it was refused; empty on success.' })
  readonly userErrors!: readonly AlertUserError[];
}
