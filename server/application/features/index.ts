/** Features of items, under their names: what networks are told. */
export { DescribeFeatures } from './describe-features.ts';
export type { FeatureDescription, PeriodValues } from './feature-description.ts';
