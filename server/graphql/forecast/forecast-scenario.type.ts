import { Field, ObjectType } from 'type-graphql';

import type { ForecastScenario } from '../../application/forecasts/index.ts';
import { Sha256 } from '../scalars/index.ts';

@ObjectType('ForecastScenario', { description: 'The scenario that a forecast was made under.' })
export class ForecastScenarioType implements Omit<ForecastScenario, 'id'> {
  @Field(() => Sha256, { description: 'Hash over what it assumes.' })
  readonly contentSha256!: string;

  @Field(() => Boolean, {
    description:
      'Whether the model that answered looks at prices or events; where it does not, the forecast is the one as planned.',
  })
  readonly isRead!: boolean;
}
