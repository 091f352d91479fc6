import type { FeatureLayout } from './feature-layout.ts';
import type { FittedFeatures } from './fitted-features.ts';

/**
 * The features of many samples as dense blocks, sample after sample, period after period. Every value is finite: what is
 * not known is 0, and a mask beside it says so.
 */
export interface FeatureBlocks {
  /** [samples × lookback × layout.past] */
  readonly past: Float32Array;
  /** [samples × horizon × layout.future] */
  readonly future: Float32Array;
  /** [samples × layout.summary] */
  readonly summary: Float32Array;
  /** [samples × layout.categories] */
  readonly categories: Int32Array;
  /** [samples]: demand / scale is what the network reads and answers. */
  readonly scale: Float32Array;
}

/** Room for the features of `samples` samples. */
export function allocateBlocks(
  { spec }: FittedFeatures,
  layout: FeatureLayout,
  samples: number,
  horizon: number,
): FeatureBlocks {
  return {
    past: new Float32Array(samples * spec.lookback * layout.past.length),
    future: new Float32Array(samples * horizon * layout.future.length),
    summary: new Float32Array(samples * layout.summary.length),
    categories: new Int32Array(samples * layout.categories.length),
    scale: new Float32Array(samples),
  };
}
