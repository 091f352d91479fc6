import type { Frequency } from '../calendar/index.ts';
import { createFeatureSpec } from './create-feature-spec.ts';
import {
  demandTraits,
  type FeatureSpec,
  featureSpecVersion,
  priceFeatures,
} from './feature-spec.ts';

type Timing = Pick<
  FeatureSpec,
  | 'inputSize'
  | 'lookback'
  | 'rolling'
  | 'lags'
  | 'seasonMeans'
  | 'demandWindow'
  | 'calendar'
  | 'attributes'
> & { readonly reach: number };

const product = ['category', 'department', 'state', 'store'];

const timings = {
  hourly: {
    inputSize: 672,
    lookback: 168,
    rolling: { mean: [24, 168, 672], std: [168], median: [24], max: [168], zeroShare: [168] },
    lags: [24, 168],
    seasonMeans: [
      { season: 24, count: 7 },
      { season: 168, count: 4 },
    ],
    demandWindow: 672,
    calendar: [
      { part: 'hour', encoding: 'one-hot' },
      { part: 'weekday', encoding: 'one-hot' },
      { part: 'month', encoding: 'circle' },
    ],
    attributes: product,
    reach: 0,
  },
  daily: {
    inputSize: 364,
    lookback: 84,
    rolling: {
      mean: [7, 28, 56, 180, 364],
      std: [28, 180],
      median: [28],
      max: [28],
      zeroShare: [28, 180],
    },
    lags: [364],
    seasonMeans: [
      { season: 7, count: 4 },
      { season: 7, count: 12 },
    ],
    demandWindow: 180,
    calendar: [
      { part: 'weekday', encoding: 'one-hot' },
      { part: 'day-of-month', encoding: 'circle' },
      { part: 'month', encoding: 'circle' },
    ],
    attributes: [...product, 'item'],
    reach: 3,
  },
  weekly: {
    inputSize: 156,
    lookback: 52,
    rolling: { mean: [4, 13, 26, 52, 104], std: [26], median: [13], max: [52], zeroShare: [26] },
    lags: [52],
    seasonMeans: [{ season: 52, count: 3 }],
    demandWindow: 104,
    calendar: [{ part: 'year', encoding: 'circle' }],
    attributes: product,
    reach: 1,
  },
  monthly: {
    inputSize: 48,
    lookback: 24,
    rolling: { mean: [3, 6, 12, 24], std: [12], median: [6], max: [12], zeroShare: [12] },
    lags: [12],
    seasonMeans: [{ season: 12, count: 4 }],
    demandWindow: 36,
    calendar: [{ part: 'month', encoding: 'one-hot' }],
    attributes: product,
    reach: 0,
  },
} satisfies Record<Frequency, Timing>;

/** A sensible spec for retail demand of a frequency: what to start from. */
export function defaultFeatureSpec(frequency: Frequency): FeatureSpec {
  const { reach, ...timing }: Timing = timings[frequency];
  return createFeatureSpec({
    ...timing,
    version: featureSpecVersion,
    scale: { window: timing.lookback, offset: 1, limit: 100 },
    listing: 'auto',
    demand: demandTraits,
    events: { by: 'kind', reach, except: [] },
    flags: ['SNAP'],
    price: {
      window: timing.inputSize,
      group: 'department',
      planned: 'used',
      features: priceFeatures,
    },
    pastCovariates: false,
  });
}
