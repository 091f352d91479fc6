import type {
  MemberPlan,
  TrainedNetwork,
  TrainingData,
  TrainingProgress,
} from '../../application/training/index.ts';
import type { TensorflowOptions } from '../open-tensorflow.ts';

/** What a thread is started with: one member, trained from start to end. */
export interface MemberTask {
  readonly plan: MemberPlan;
  /** Values in shared memory: threads read one copy. */
  readonly data: TrainingData;
  readonly tensorflow: TensorflowOptions;
  /** Path of the file that keeps the state; null to keep none. */
  readonly checkpoint: string | null;
}

/** What a thread tells while it trains. */
export type MemberMessage =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'progress'; readonly progress: TrainingProgress }
  | { readonly kind: 'trained'; readonly trained: TrainedNetwork };
