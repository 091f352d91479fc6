/** One deterministic feature function for training and serving: spec, fit, and dense blocks of numbers. */
export { canonicalFeatureSpec, createFeatureSpec } from './create-feature-spec.ts';
export { defaultFeatureSpec } from './default-feature-spec.ts';
export type { FeatureBlocks } from './feature-blocks.ts';
export { featureConstants } from './feature-constants.ts';
export type { FeatureData, Sample } from './feature-data.ts';
export {
  blankInputs,
  featureDataOf,
  type FeatureInputs,
  featureInputs,
  partOfInputs,
} from './feature-inputs.ts';
export { type FeatureLayout, featureLayout } from './feature-layout.ts';
export { featurePolicy } from './feature-policy.ts';
export {
  calendarEncodings,
  calendarParts,
  demandTraits,
  type FeatureSpec,
  featureSpecVersion,
  listingRules,
  priceFeatures,
} from './feature-spec.ts';
export { featureWidths, type FeatureWidths, pastDemandChannels } from './feature-widths.ts';
export { fitFeatures } from './fit-features.ts';
export type { FittedFeatures } from './fitted-features.ts';
export { PanelFeatures } from './panel-features.ts';
export { PanelTargets, type TargetBlocks } from './panel-targets.ts';
