/** Learned models without tensors: shapes of networks, windows of series, the optimiser. Tensor engines build on it. */
export { type AdamSettings, type AdamState, startAdam, stepAdam } from './adam.ts';
export type { Basis, WindowShape } from './basis.ts';
export { combineMembers, type MemberCombination } from './combine-members.ts';
export { featureBatch } from './feature-batch.ts';
export { holdOutFeatures } from './feature-origins.ts';
export {
  FeatureWindows,
  type ForgettingSettings,
  type TrainingFeatures,
} from './feature-windows.ts';
export { featureCovariates } from './fill-features.ts';
export { type Link, links, type Window, type WindowTransform } from './fill-window.ts';
export { learningRate, type LearningRateSchedule } from './learning-rate.ts';
export { lossOutputs, type LossSettings } from './loss-settings.ts';
export { type MlpLayout, mlpLayout, periodChannels } from './mlp-layout.ts';
export type { DenseStack, MlpSettings } from './mlp-settings.ts';
export {
  type BlockLayout,
  type DenseLayout,
  fixedBasis,
  nBeatsLayout,
  type NBeatsLayout,
} from './n-beats-layout.ts';
export type {
  CovariateSettings,
  NBeatsSettings,
  StackBasis,
  StackSettings,
} from './n-beats-settings.ts';
export { knownPastOf, networkParameters, type NetworkSettings } from './network-settings.ts';
export { initialWeights, type ParameterSpec, sizeOf, type Weights } from './parameters.ts';
export { type LevelPlace, meanWeights, placeOfLevel } from './quantile-function.ts';
export { type HeldOut, holdOut } from './rolling-origins.ts';
export { type BatchForecasts, scoreForecasts } from './score-forecasts.ts';
export { lastWindows, SeriesWindows, type SeriesWindowsOptions } from './series-windows.ts';
export { type BatchShape, createBatch, type WindowBatch } from './window-batch.ts';
export type { SamplingSettings } from './window-cuts.ts';
export { type WindowScale, windowScales } from './window-scale.ts';
export type { WindowSource } from './window-source.ts';
