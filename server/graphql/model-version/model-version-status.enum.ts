import { registerEnumType } from 'type-graphql';

import type { VersionStatus } from '../../application/models/index.ts';

/** The API's names of the statuses. */
export const modelVersionStatus = {
  CHAMPION: 'champion',
  CHALLENGER: 'challenger',
  CANDIDATE: 'candidate',
  RETIRED: 'retired',
} satisfies Record<Uppercase<VersionStatus>, VersionStatus>;

registerEnumType(modelVersionStatus, {
  name: 'ModelVersionStatus',
  description: 'What a version is used for.',
  valuesConfig: {
    CHAMPION: { description: 'It serves the forecasts of its model.' },
    CHALLENGER: { description: 'It is compared with the champion and serves nobody.' },
    CANDIDATE: { description: 'It was published and never promoted.' },
    RETIRED: { description: 'It was promoted once, and another version is now.' },
  },
});
