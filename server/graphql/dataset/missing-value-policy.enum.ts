import type { MissingValuePolicy } from '#core/series';
import { registerEnumType } from 'type-graphql';

/** The API's names of the policies. */
export const missingValuePolicy = {
  ZERO: 'zero',
  FORWARD_FILL: 'forward-fill',
  DROP: 'drop',
  KEEP_UNKNOWN: 'keep-unknown',
} satisfies Record<string, MissingValuePolicy>;

registerEnumType(missingValuePolicy, {
  name: 'MissingValuePolicy',
  description: 'What an unknown demand means to the models. What was recorded is never changed.',
  valuesConfig: {
    ZERO: { description: 'Nothing was sold.' },
    FORWARD_FILL: { description: 'The last known value still holds.' },
    DROP: { description: 'The period did not take place; known values move together.' },
    KEEP_UNKNOWN: { description: 'It stays unknown and models skip it.' },
  },
});
