import { Field, ObjectType } from 'type-graphql';

import type {
  ScenarioUserError,
  ScenarioUserErrorCode,
} from '../../application/scenarios/index.ts';
import { scenarioUserErrorCode } from './scenario.enums.ts';
import { ScenarioType } from './scenario.type.ts';

@ObjectType('ScenarioUserError', { description: 'A refusal that the caller can correct.' })
class ScenarioUserErrorType implements ScenarioUserError {
  @Field(() => [String], { description: 'Path of the field inside `input`.' })
  readonly field!: readonly string[];

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;

  @Field(() => scenarioUserErrorCode, { description: 'The kind of refusal.' })
  readonly code!: ScenarioUserErrorCode;
}

@ObjectType('CreateScenarioPayload', { description: 'The outcome of `createScenario`.' })
export class CreateScenarioPayload {
  @Field(() => ScenarioType, { nullable: true, description: 'The scenario; null when refused.' })
  readonly scenario!: ScenarioType | null;

  @Field(() => Boolean, {
    description: 'Whether the same was assumed before: that scenario is answered, under its name.',
  })
  readonly replayed!: boolean;

  @Field(() => [ScenarioUserErrorType], { description: 'Why it was refused; empty on success.' })
  readonly userErrors!: readonly ScenarioUserError[];
}
