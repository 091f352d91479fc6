import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { BacktestConfig } from '../../application/backtests/index.ts';
import { Sha256 } from '../scalars/index.ts';

type Plain = Omit<BacktestConfig, 'dataset' | 'frequency' | 'missingValuePolicy' | 'weights'>;

@ObjectType('BacktestConfig', { description: 'Everything that decides the scores of a backtest.' })
export class BacktestConfigType implements Plain {
  @Field(() => Sha256, { description: 'The dataset as it was read.' })
  readonly datasetVersion!: string;

  @Field(() => [String], { description: 'Names of the models.' })
  readonly models!: readonly string[];

  @Field(() => Int, { description: 'Periods ahead.' })
  readonly horizon!: number;

  @Field(() => Int, { description: 'Number of cutoffs.' })
  readonly windows!: number;

  @Field(() => Int, { description: 'Distance of cutoffs in periods.' })
  readonly stepSize!: number;

  @Field(() => Int, { description: 'New parameters every so many windows.' })
  readonly refit!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Periods of history that models see; null = all.',
  })
  readonly inputSize!: number | null;

  @Field(() => [Float], { description: 'Levels of the quantiles, ascending.' })
  readonly quantileLevels!: readonly number[];

  @Field(() => [String], { description: 'Levels of the hierarchy.' })
  readonly levels!: readonly string[];

  @Field(() => String, {
    description: 'What series are weighed by: `dollar-sales` or `unit-sales`.',
  })
  readonly weights!: string;

  @Field(() => Int, { description: 'Seed of random choices.' })
  readonly seed!: number;

  @Field(() => String, { description: 'Release that computed.' })
  readonly release!: string;
}
