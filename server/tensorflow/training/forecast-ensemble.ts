import { invariant } from '#core/errors';
import { combineMembers, lastWindows, type MemberCombination } from '#core/models/neural';

import { memberSession } from './member-session.ts';
import type { TrainedMember } from './train-members.ts';

/** What an ensemble says of the periods after each series: `demand[(row * outputs + output) * horizon + h]`. */
export function forecastEnsemble(
  members: readonly TrainedMember[],
  series: readonly Float64Array[],
  combination: MemberCombination,
): Float64Array {
  const forecasts = members.map(({ plan, trained }) => {
    const { network, transform } = plan;
    const { inputSize, horizon } = network;
    invariant(
      transform.scale !== 'features',
      'only members that read demand alone forecast series',
    );
    const windows = lastWindows(series, { inputSize, horizon }, transform);
    return memberSession(plan).predict(trained.weights, windows);
  });
  return combineMembers(forecasts, combination);
}
