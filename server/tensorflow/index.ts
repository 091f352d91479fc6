export { builtNative, type NativeManifest, nativeManifestFile } from './native/load-native.ts';
export {
  openTensorflow,
  type TensorBackend,
  type Tensorflow,
  type TensorflowOptions,
} from './open-tensorflow.ts';
export { forecastEnsemble } from './training/forecast-ensemble.ts';
export { type MembersRun, type TrainedMember, trainMembers } from './training/train-members.ts';
export { openTrainingEngine } from './training/training-engine.ts';
