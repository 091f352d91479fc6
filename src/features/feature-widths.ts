import { demandChannels, featureLayout } from './feature-layout.ts';
import type { FittedFeatures } from './fitted-features.ts';

/** How wide the rows of the blocks are: what a network must know of them. */
export interface FeatureWidths {
  /** Periods of the past. */
  readonly lookback: number;
  /** Channels of each of them. */
  readonly past: number;
  /** Channels of each period to come. */
  readonly future: number;
  readonly summary: number;
  /** Category numbers lie below the size of their attribute. */
  readonly categories: readonly number[];
}

/** Channels of the past that come before its covariates: demand, known, listed. */
export const pastDemandChannels = demandChannels.length;

export function featureWidths(fitted: FittedFeatures): FeatureWidths {
  const { past, future, summary, categories } = featureLayout(fitted);
  return {
    lookback: fitted.spec.lookback,
    past: past.length,
    future: future.length,
    summary: summary.length,
    categories: categories.map(({ size }) => size),
  };
}
