import { registerEnumType } from 'type-graphql';

import type { ScenarioUserErrorCode } from '../../application/scenarios/index.ts';

export const scenarioUserErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  INVALID_DATE: 'INVALID_DATE',
  DATASET_NOT_FOUND: 'DATASET_NOT_FOUND',
  ITEMS_NOT_FOUND: 'ITEMS_NOT_FOUND',
} satisfies { readonly [Code in ScenarioUserErrorCode]: Code };

registerEnumType(scenarioUserErrorCode, {
  name: 'ScenarioUserErrorCode',
  description: 'Why a scenario was refused.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A field breaks a rule.' },
    INVALID_DATE: { description: 'A date does not exist, or is none of the dataset’s periods.' },
    DATASET_NOT_FOUND: { description: 'There is no such dataset.' },
    ITEMS_NOT_FOUND: { description: 'The dataset has no such item.' },
  },
});
