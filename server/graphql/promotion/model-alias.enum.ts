import { registerEnumType } from 'type-graphql';

import type { ModelAlias } from '../../application/models/index.ts';

/** The API's names of the aliases. */
export const modelAlias = { CHAMPION: 'champion', CHALLENGER: 'challenger' } satisfies Record<
  Uppercase<ModelAlias>,
  ModelAlias
>;

registerEnumType(modelAlias, {
  name: 'ModelAlias',
  description: 'A name that points to one version of a model and can be moved.',
  valuesConfig: {
    CHAMPION: { description: 'The version that serves.' },
    CHALLENGER: { description: 'The version that is compared with the champion.' },
  },
});
