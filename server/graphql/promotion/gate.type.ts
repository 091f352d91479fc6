import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';

import type { GateCheck, GateCheckName, GateResult } from '../../application/models/index.ts';

const gateCheckName = {
  WAPE_AGAINST_SEASONAL_NAIVE: 'wape-against-seasonal-naive',
  WAPE_AGAINST_CHAMPION: 'wape-against-champion',
  BACKTEST_AGAINST_SINGLE_RUN: 'backtest-against-single-run',
  BIAS: 'bias',
  COVERAGE: 'coverage',
  LATENCY: 'latency',
  SIZE: 'size',
} satisfies Record<string, GateCheckName>;

registerEnumType(gateCheckName, {
  name: 'GateCheckName',
  description: 'A check that a version must pass before it serves.',
  valuesConfig: {
    WAPE_AGAINST_SEASONAL_NAIVE: { description: 'Points of WAPE better than seasonal naive.' },
    WAPE_AGAINST_CHAMPION: { description: 'Points of WAPE worse than the version that serves.' },
    BACKTEST_AGAINST_SINGLE_RUN: {
      description: 'How much larger the WAPE is in the backtest than in the single run, relative.',
    },
    BIAS: { description: 'Bias of the mean, either way.' },
    COVERAGE: { description: 'Distance of coverage from what intervals promise, the largest.' },
    LATENCY: { description: 'Time for 50 items.' },
    SIZE: { description: 'Bytes of all files.' },
  },
});

@ObjectType('GateCheck', { description: 'One check of the gate.' })
class GateCheckType implements GateCheck {
  @Field(() => gateCheckName, { description: 'The check.' })
  readonly check!: GateCheckName;

  @Field(() => Boolean, { description: 'Whether it was passed; what is not known does not pass.' })
  readonly passed!: boolean;

  @Field(() => Float, {
    nullable: true,
    description: 'What was found; null where it is not known, or there is nothing to compare with.',
  })
  readonly found!: number | null;

  @Field(() => String, { description: 'What was expected.' })
  readonly expected!: string;

  @Field(() => String, { description: 'What was found, in words.' })
  readonly detail!: string;
}

@ObjectType('GateResult', {
  description: 'What the gate said of a version: evidence that is kept with the promotion.',
})
export class GateResultType implements GateResult {
  @Field(() => Boolean, { description: 'Whether every check was passed.' })
  readonly passed!: boolean;

  @Field(() => String, { description: 'Where the scores come from.' })
  readonly source!: string;

  @Field(() => [GateCheckType], { description: 'Every check.' })
  readonly checks!: GateCheck[];
}
