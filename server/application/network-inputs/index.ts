/** What networks are given: the spec of their features, what was fitted for it as a manifest holds it, and the data behind it. */
export { parseFeatureSpec } from './feature-spec-schema.ts';
export { type FeatureFacts, featureFacts, fittedFeaturesOf } from './feature-facts.ts';
export { readFeatureData } from './read-feature-data.ts';
