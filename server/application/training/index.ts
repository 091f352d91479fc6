/** Training of networks on windows of series: settings, the loop, its state, and what it needs from outside. */
export {
  inputSizeOf,
  isLearnedKind,
  type LearnedArchitecture,
  learnedArchitectureSchema,
  type LearnedKind,
  type LearnedMember,
  memberTensorName,
} from './learned-architecture.ts';
export { type MemberPlan, memberPlanSchema } from './member-plan.ts';
export type { CheckpointStore, GradientStep, NetworkSession, TrainingData } from './ports.ts';
export {
  type Predict,
  type TrainedNetwork,
  trainNetwork,
  type TrainingRun,
} from './train-network.ts';
export type { OnTrainingProgress, TrainingProgress } from './training-progress.ts';
export {
  type TrainingSettings,
  type TrainingSettingsInput,
  trainingSettingsSchema,
} from './training-settings.ts';
export { type BestWeights, startTraining, type TrainingState } from './training-state.ts';
