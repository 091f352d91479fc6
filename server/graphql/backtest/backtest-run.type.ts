import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';

import type { BacktestSummary, RunScores } from '../../application/backtests/index.ts';
import { NodeType } from '../node/node.type.ts';
import { PeriodDate } from '../scalars/index.ts';

@ObjectType('BacktestWindow', { description: 'One cutoff of a backtest.' })
export class BacktestWindowType {
  @Field(() => Int, { description: '0 = the oldest.' })
  readonly index!: number;

  @Field(() => PeriodDate, { description: 'The last period that models saw.' })
  readonly cutoff!: string;

  @Field(() => PeriodDate, { description: 'The first period that was forecast.' })
  readonly from!: string;

  @Field(() => PeriodDate, { description: 'The last period that was forecast.' })
  readonly to!: string;
}

/** The runs and their windows, as resolvers hand them over. */
export type BacktestWindowValue = RunScores['windows'][number];

type Plain = Pick<BacktestSummary, 'asOf' | 'createdAt' | 'completedAt' | 'unitsDone'>;

@ObjectType('BacktestRun', {
  implements: NodeType,
  description:
    'Models scored on past data by rolling origin. Scores are there as they are made, also while the run goes on.',
})
export class BacktestRunType implements Plain {
  @Field(() => GraphQLDateTimeISO, { description: 'The data as they were recorded by then.' })
  readonly asOf!: Date;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was begun.' })
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it was completed; null while scores are missing.',
  })
  readonly completedAt!: Date | null;

  @Field(() => Int, { description: 'Scored pairs of model and window.' })
  readonly unitsDone!: number;
}
