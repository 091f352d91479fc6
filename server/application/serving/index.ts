/** Learned models that answer: found by name in the registry, checked, loaded, warm, and swapped when an alias moves. */
export { type DefaultModelState, defaultModelStates } from './default-model-states.ts';
export { blankRun } from './blank-run.ts';
export type { LearnedVersion, Resolution } from './learned-version.ts';
export { LearnedModels, unsuitable } from './learned-models.ts';
export type { ModelImage } from './model-image.ts';
export { ThreadProbe } from './thread-probe.ts';
export type {
  ArtifactWatch,
  InferenceOutcome,
  InferenceResult,
  InferenceRun,
  InferenceRunner,
  InferenceTask,
  RowsRequest,
  TensorBackend,
} from './ports.ts';
