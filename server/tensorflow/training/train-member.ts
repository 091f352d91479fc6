import { scoreForecasts } from '#core/models/neural';

import {
  type CheckpointStore,
  type MemberPlan,
  type OnTrainingProgress,
  type Predict,
  type TrainedNetwork,
  type TrainingData,
  trainNetwork,
} from '../../application/training/index.ts';
import { memberSession } from './member-session.ts';
import { memberWindows } from './member-windows.ts';

export interface MemberRun {
  readonly plan: MemberPlan;
  readonly data: TrainingData;
  readonly checkpoints?: CheckpointStore;
  readonly onProgress?: OnTrainingProgress;
  readonly signal?: AbortSignal;
}

/** Trains a member on this thread, whose backend is open. */
export async function trainMember({ plan, data, ...control }: MemberRun): Promise<TrainedNetwork> {
  const { source, origins } = memberWindows(plan, data);
  const score = (predict: Predict): number =>
    scoreForecasts(
      plan.loss,
      origins.map((batch) => ({ batch, demand: predict(batch) })),
    );
  return trainNetwork({
    session: memberSession(plan),
    source,
    settings: plan.training,
    ...(origins.length === 0 ? {} : { score }),
    ...control,
  });
}
