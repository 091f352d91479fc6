import { GraphQLDateTimeISO } from 'graphql-scalars';
import { ArgsType, Field, Int, registerEnumType } from 'type-graphql';

import type { HistoryView } from '../../application/catalog/index.ts';
import { PeriodDate } from '../scalars/index.ts';

const historyView = {
  RECORDED: 'recorded',
  MODELLED: 'modelled',
} satisfies Record<Uppercase<HistoryView>, HistoryView>;

registerEnumType(historyView, {
  name: 'HistoryView',
  description: 'Which reading of the history to show.',
  valuesConfig: {
    RECORDED: { description: 'As recorded: what is unknown is null.' },
    MODELLED: {
      description:
        'As models see it: from the first sale on, unknown values treated by the dataset’s missing-value policy.',
    },
  },
});

@ArgsType()
export class HistoryArgs {
  @Field(() => PeriodDate, { nullable: true, description: 'First period; give this or `last`.' })
  readonly from?: string | null;

  @Field(() => PeriodDate, {
    nullable: true,
    description: 'Last period; the end of the data when left out.',
  })
  readonly to?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many periods up to `to`, at most `limits.maxHistoryPeriods`; 365 when neither this nor `from` is given.',
  })
  readonly last?: number | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'Show what was known at this instant; now when left out.',
  })
  readonly asOf?: Date | null;

  @Field(() => historyView, { defaultValue: 'recorded', description: 'Which reading to show.' })
  readonly view!: HistoryView;
}
