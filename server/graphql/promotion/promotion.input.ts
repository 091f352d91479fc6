import { Field, ID, InputType, Int } from 'type-graphql';

import type { ModelAlias } from '../../application/models/index.ts';
import { modelAlias } from './model-alias.enum.ts';

const idempotency =
  'A key of your own, such as a UUID: the same request again with the same key changes nothing more.';

@InputType('PromoteModelVersionInput', { description: 'The version that an alias is to point to.' })
export class PromoteModelVersionInput {
  @Field(() => ID, { description: 'Global id of the version.' })
  readonly version!: string;

  @Field(() => String, { description: 'Who asks; kept in the ledger.' })
  readonly actor!: string;

  @Field(() => String, { description: 'Why; kept in the ledger.' })
  readonly reason!: string;

  @Field(() => modelAlias, { defaultValue: 'champion', description: 'The alias to move.' })
  readonly alias!: ModelAlias;

  @Field(() => Int, {
    nullable: true,
    description:
      'Number of a stored backtest to judge by; without it the newest with the version, else its manifest.',
  })
  readonly backtest?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Promote although the gate fails, which is kept in the ledger. Damaged and unsigned models stay refused.',
  })
  readonly force!: boolean;

  @Field(() => String, { nullable: true, description: idempotency })
  readonly idempotencyKey?: string | null;
}

@InputType('RollbackModelInput', { description: 'The model to take back to its version before.' })
export class RollbackModelInput {
  @Field(() => String, { description: 'Name of the model.' })
  readonly model!: string;

  @Field(() => String, { description: 'Who asks; kept in the ledger.' })
  readonly actor!: string;

  @Field(() => String, { description: 'Why; kept in the ledger.' })
  readonly reason!: string;

  @Field(() => modelAlias, { defaultValue: 'champion', description: 'The alias to move.' })
  readonly alias!: ModelAlias;

  @Field(() => String, { nullable: true, description: idempotency })
  readonly idempotencyKey?: string | null;
}
