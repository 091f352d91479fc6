/** Training of whole models: from a dataset to a scored and published version. Threads that train do not load it. */
export type { TrainingEngine } from './ports.ts';
export {
  stackKinds,
  trainableModels,
  type TrainCommand,
  trainCommand,
  type TrainInquiry,
} from './train-command.ts';
export { modelData } from './training-data.ts';
export { type ModelTraining, TrainModel, type TrainingStart } from './train-model.ts';
