import { invariant } from '#core/errors';
import {
  FeatureWindows,
  holdOut,
  holdOutFeatures,
  knownPastOf,
  SeriesWindows,
  type WindowBatch,
  type WindowSource,
} from '#core/models/neural';

import type { MemberPlan, TrainingData } from '../../application/training/index.ts';

/** What a member learns from, and what it is scored on while it does. */
export interface MemberWindows {
  readonly source: WindowSource;
  readonly origins: readonly WindowBatch[];
}

/** Windows of demand alone, or of the feature function, as the transform of the member says. */
export function memberWindows(plan: MemberPlan, { series, features }: TrainingData): MemberWindows {
  const { network, transform, sampling, heldOutOrigins, forgets } = plan;
  const { inputSize, horizon } = network;
  if (transform.scale !== 'features') {
    const shape = { inputSize, horizon };
    const { training, origins } = holdOut(series, shape, transform, heldOutOrigins);
    return {
      source: new SeriesWindows({ series: training, shape, transform, sampling }),
      origins,
    };
  }
  invariant(features, `${plan.name} reads features, and none came`);
  const { link } = transform;
  const shape = { inputSize, horizon, ...network.covariates, knownPast: knownPastOf(network) };
  const { training, origins } = holdOutFeatures(features, shape, link, heldOutOrigins);
  return {
    source: new FeatureWindows({ ...training, shape, link, sampling, forgets }),
    origins,
  };
}
