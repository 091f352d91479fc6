import { ArgsType, Field, ID, InputType } from 'type-graphql';

import type { AlertKind, AlertState } from '../../application/monitoring/index.ts';
import { PageArgs } from '../page/page.input.ts';
import { alertKind, alertState } from './alert.enums.ts';

@InputType('AlertFilter', { description: 'Which alerts; every field that is given must fit.' })
class AlertFilterInput {
  @Field(() => String, { nullable: true, description: 'Slug of a dataset.' })
  readonly dataset?: string | null;

  @Field(() => alertKind, { nullable: true, description: 'What they are about.' })
  readonly kind?: AlertKind | null;

  @Field(() => alertState, { nullable: true, description: 'What has become of them.' })
  readonly state?: AlertState | null;
}

/** The arguments of `alerts`. */
@ArgsType()
export class AlertArgs extends PageArgs {
  @Field(() => AlertFilterInput, {
    nullable: true,
    description: 'Which alerts; all when left out.',
  })
  readonly filter?: AlertFilterInput | null;
}

@InputType('AcknowledgeAlertInput', { description: 'The alert that somebody takes up.' })
export class AcknowledgeAlertInput {
  @Field(() => ID, { description: 'Global id of the alert.' })
  readonly alert!: string;

  @Field(() => String, { description: 'Who takes it up.' })
  readonly actor!: string;

  @Field(() => String, { defaultValue: '', description: 'What others should know.' })
  readonly note!: string;
}
