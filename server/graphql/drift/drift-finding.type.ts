import { type DriftDirection, driftKinds, type DriftKind } from '#core/drift';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';

import { PeriodDate } from '../scalars/index.ts';

/** The API's names of the kinds. */
export const driftKind = Object.fromEntries(driftKinds.map((kind) => [kind, kind])) as {
  readonly [Kind in DriftKind]: Kind;
};

registerEnumType(driftKind, {
  name: 'DriftKind',
  description: 'What can have changed.',
  valuesConfig: {
    DEAD_SEGMENT: { description: 'Nothing is sold where much was to be expected.' },
    LEVEL_SHIFT: {
      description: 'Demand has moved away from its surroundings and from the season.',
    },
    ZERO_SHARE: {
      description: 'Items on sale sell nothing on more, or fewer, days than before.',
    },
    WEEKDAY_PATTERN: { description: 'The days of the week stand out less, or more.' },
    PRICE_SHOCK: { description: 'The same items cost more, or less.' },
    LISTING: { description: 'Items came or went.' },
    RAMPING_ITEM: { description: 'A new item still grows: its past is no measure of it.' },
  },
});

const driftDirection = { UP: 'up', DOWN: 'down' } satisfies Record<
  Uppercase<DriftDirection>,
  DriftDirection
>;

registerEnumType(driftDirection, {
  name: 'DriftDirection',
  description: 'Where a change points.',
  valuesConfig: {
    UP: { description: 'More than before.' },
    DOWN: { description: 'Less than before; of a weekly pattern: flatter.' },
  },
});

@ObjectType('DriftFinding', { description: 'One change of one segment or item.' })
export class DriftFindingType {
  @Field(() => driftKind, { description: 'What has changed.' })
  readonly kind!: DriftKind;

  @Field(() => String, { description: 'Level of the segment; `item-store` for an item.' })
  readonly level!: string;

  @Field(() => String, { description: 'Group of the level, or key of the item.' })
  readonly segment!: string;

  @Field(() => PeriodDate, { description: 'Begin of the change, as well as it can be told.' })
  readonly since!: string;

  @Field(() => driftDirection, { description: 'Where it points.' })
  readonly direction!: DriftDirection;

  @Field(() => Float, {
    description:
      'Size: relative for level, price, listing and weekdays (-0.3 = 30 % less), in shares of days for zeros, in multiples of the usual gap for the dead and of earlier demand for ramping items.',
  })
  readonly effect!: number;

  @Field(() => Float, { description: 'What the effect had to exceed, in its unit and direction.' })
  readonly threshold!: number;

  @Field(() => String, { description: 'One sentence for people.' })
  readonly detail!: string;
}
