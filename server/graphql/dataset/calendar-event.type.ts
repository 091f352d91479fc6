import { Field, ObjectType } from 'type-graphql';

import type { CalendarEvent } from '../../application/catalog/index.ts';
import { PeriodDate } from '../scalars/index.ts';

@ObjectType('CalendarEvent', {
  description: 'A holiday, sporting event, promotion or benefit day that is known in advance.',
})
export class CalendarEventType implements CalendarEvent {
  @Field(() => PeriodDate, { description: 'The day on which it takes place.' })
  readonly date!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'Its kind, as the source calls it.' })
  readonly kind!: string;

  @Field(() => String, { description: 'Where it applies (a state, a store); empty = everywhere.' })
  readonly region!: string;
}
