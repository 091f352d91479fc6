import {
  holdOut,
  scoreForecasts,
  SeriesWindows,
  type SeriesWindowsOptions,
} from '#core/models/neural';

import {
  type CheckpointStore,
  type MemberPlan,
  type OnTrainingProgress,
  type Predict,
  type TrainedNetwork,
  trainNetwork,
} from '../../application/training/index.ts';
import { memberSession } from './member-session.ts';

export interface MemberRun {
  readonly plan: MemberPlan;
  /** Oldest first, NaN where unknown. */
  readonly series: readonly Float64Array[];
  readonly checkpoints?: CheckpointStore;
  readonly onProgress?: OnTrainingProgress;
  readonly signal?: AbortSignal;
}

/** Trains a member on this thread, whose backend is open. */
export async function trainMember({
  plan,
  series,
  ...control
}: MemberRun): Promise<TrainedNetwork> {
  const { network, transform, sampling, heldOutOrigins, loss } = plan;
  const shape = { inputSize: network.inputSize, horizon: network.horizon };
  const { training, origins } = holdOut(series, shape, transform, heldOutOrigins);
  const options: SeriesWindowsOptions = { series: training, shape, transform, sampling };
  const score = (predict: Predict): number =>
    scoreForecasts(
      loss,
      origins.map((batch) => ({ batch, demand: predict(batch) })),
    );
  return trainNetwork({
    session: memberSession(plan),
    source: new SeriesWindows(options),
    settings: plan.training,
    ...(origins.length === 0 ? {} : { score }),
    ...control,
  });
}
