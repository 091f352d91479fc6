import type { Frequency } from '#core/calendar';
import { registerEnumType } from 'type-graphql';

/** The API's names of the frequencies. */
export const frequency = {
  HOURLY: 'hourly',
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
} satisfies Record<Uppercase<Frequency>, Frequency>;

registerEnumType(frequency, {
  name: 'Frequency',
  description: 'The length of one period of a dataset.',
  valuesConfig: {
    HOURLY: { description: 'One hour, in UTC.' },
    DAILY: { description: 'One day.' },
    WEEKLY: { description: 'Seven days, from the dataset’s `weekStartsOn`.' },
    MONTHLY: { description: 'One calendar month.' },
  },
});
