import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';

import { type SelectionMetric } from '../../application/backtests/index.ts';
import { PageArgs } from '../page/page.input.ts';

@InputType('BacktestRunFilter', { description: 'Which backtests; all of these must hold.' })
export class BacktestRunFilterInput {
  @Field(() => String, { nullable: true, description: 'On the dataset with this slug.' })
  readonly dataset?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether every score is there.' })
  readonly isComplete?: boolean | null;
}

@ArgsType()
export class BacktestItemArgs extends PageArgs {
  @Field(() => String, { description: 'Name of the model.' })
  readonly model!: string;
}

export const backtestMetric = {
  WAPE: 'wape',
  WAPE_MEAN: 'wapeMean',
  RMSSE: 'rmsse',
  WRMSSE: 'wrmsse',
  WSPL: 'wspl',
} satisfies Record<string, SelectionMetric>;

registerEnumType(backtestMetric, {
  name: 'BacktestMetric',
  description: 'A score that models are ranked by; lower is better.',
  valuesConfig: {
    WAPE: { description: 'WAPE of the median.' },
    WAPE_MEAN: { description: 'WAPE of the mean.' },
    RMSSE: { description: 'RMSSE of the mean.' },
    WRMSSE: { description: 'RMSSE of the mean, weighted by sales.' },
    WSPL: { description: 'Scaled pinball loss of the quantiles, weighted by sales.' },
  },
});
