import { calendarTableNames } from './calendar-table.ts';
import { rollingStatistics } from './feature-spec.ts';
import type { FittedFeatures } from './fitted-features.ts';

/** Where each feature stands: the place of a name is its offset in a row. */
export interface FeatureLayout {
  /** Channels of each of the `lookback` periods up to the cutoff, oldest first. */
  readonly past: readonly string[];
  /** Channels of each period of the horizon. */
  readonly future: readonly string[];
  /** What the history says, once per sample. */
  readonly summary: readonly string[];
  /** Category numbers of a sample: 0 for unknown, then up to `size` - 1. */
  readonly categories: readonly { readonly attribute: string; readonly size: number }[];
}

/** Channels of the lookback that come before the covariates. */
export const demandChannels = ['demand', 'known', 'listed'] as const;

/** Names of all features; the same for every data set that the fit is used on. */
export function featureLayout(fitted: FittedFeatures): FeatureLayout {
  const { spec, categories } = fitted;
  const covariates = [...calendarTableNames(fitted), ...priceChannelNames(fitted)];
  return {
    past: [...demandChannels, ...(spec.pastCovariates ? covariates : [])],
    future: [
      ...covariates,
      ...spec.lags.flatMap((lag) => [`lag.${lag}`, `lag.${lag}.known`]),
      ...spec.seasonMeans.flatMap(({ season, count }) => [
        `season-mean.${season}x${count}`,
        `season-mean.${season}x${count}.known`,
      ]),
    ],
    summary: [
      ...spec.demand,
      ...rollingStatistics.flatMap((statistic) =>
        spec.rolling[statistic].map((size) => `rolling.${statistic}.${size}`),
      ),
    ],
    categories: categories.map(({ attribute, values }) => ({
      attribute,
      size: values.length + 1,
    })),
  };
}

function priceChannelNames({ spec: { price } }: FittedFeatures): readonly string[] {
  if (price === null) return [];
  return ['price.known', ...price.features.map((feature) => `price.${feature}`)];
}
