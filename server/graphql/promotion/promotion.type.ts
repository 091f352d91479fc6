import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

import type { GateResult, LedgerEntry, ModelAlias } from '../../application/models/index.ts';
import { Sha256 } from '../scalars/index.ts';
import { GateResultType } from './gate.type.ts';
import { modelAlias } from './model-alias.enum.ts';

const promotionAction = { PROMOTE: 'promote', ROLLBACK: 'rollback' } satisfies Record<
  Uppercase<LedgerEntry['action']>,
  LedgerEntry['action']
>;

registerEnumType(promotionAction, {
  name: 'PromotionAction',
  description: 'How an alias was moved.',
  valuesConfig: {
    PROMOTE: { description: 'To a version that was named.' },
    ROLLBACK: { description: 'Back to the version before.' },
  },
});

type Plain = Omit<LedgerEntry, 'id'>;

@ObjectType('Promotion', {
  description:
    'An entry of the ledger: one move of an alias. Entries are never changed or removed.',
})
export class PromotionType implements Plain {
  @Field(() => String, { description: 'Name of the model.' })
  readonly model!: string;

  @Field(() => modelAlias, { description: 'What was moved.' })
  readonly alias!: ModelAlias;

  @Field(() => promotionAction, { description: 'How it was moved.' })
  readonly action!: LedgerEntry['action'];

  @Field(() => String, {
    nullable: true,
    description: 'The version that it pointed to before; null where it pointed to none.',
  })
  readonly from!: string | null;

  @Field(() => String, { description: 'The version that it points to since.' })
  readonly to!: string;

  @Field(() => Sha256, { description: 'Hash of the manifest of that version.' })
  readonly toSha256!: string;

  @Field(() => String, { description: 'Who did it.' })
  readonly actor!: string;

  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;

  @Field(() => Boolean, { description: 'Whether it was done although the gate had failed.' })
  readonly forced!: boolean;

  @Field(() => GateResultType, {
    nullable: true,
    description: 'What the gate said then; null for a rollback, which needs none.',
  })
  readonly gate!: GateResult | null;

  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  readonly recordedAt!: Date;
}
