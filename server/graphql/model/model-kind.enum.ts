import { registerEnumType } from 'type-graphql';

import type { ModelKind } from '../../application/models/index.ts';

/** The API's names of the kinds. */
export const modelKind = {
  BASELINE: 'baseline',
  MLP: 'mlp',
  N_BEATS: 'n-beats',
  ENSEMBLE: 'ensemble',
} satisfies Record<string, ModelKind>;

registerEnumType(modelKind, {
  name: 'ModelKind',
  description: 'What a model is built as.',
  valuesConfig: {
    BASELINE: {
      description: 'A method that comes with the release and is fitted at each request.',
    },
    MLP: { description: 'A network of dense layers over the past and known-future inputs.' },
    N_BEATS: { description: 'N-BEATS: stacks of blocks that explain the past and forecast.' },
    ENSEMBLE: { description: 'Several trained models whose forecasts are combined.' },
  },
});
