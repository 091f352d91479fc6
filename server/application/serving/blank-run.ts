import { blankInputs } from '#core/features';

import type { LearnedVersion } from './learned-version.ts';
import type { InferenceRun } from './ports.ts';

/** What a version reads of items of which nothing is known: enough to make it compute. */
export function blankRun(
  { inputSize, features }: LearnedVersion,
  items: number,
): Pick<InferenceRun, 'histories' | 'features'> {
  return {
    histories: new Float64Array(items * inputSize),
    features: features && blankInputs(features, items),
  };
}
