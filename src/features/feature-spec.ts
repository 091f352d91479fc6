/** Version of the form of a spec; a fitted one of another version is not read. */
export const featureSpecVersion = 1;

/** Statistics of the known demand of the last periods. */
export const rollingStatistics = ['mean', 'std', 'median', 'max', 'zeroShare'] as const;
export type RollingStatistic = (typeof rollingStatistics)[number];

/** What a history says of its level and its gaps; docs/guides/features.md has the formulas. */
export const demandTraits = [
  'level',
  'since-last-sale',
  'age',
  'adi',
  'cv2',
  'listed-share',
  'known-share',
] as const;
export type DemandTrait = (typeof demandTraits)[number];

/** Parts of a date, as the calendar of a dataset has them. */
export const calendarParts = ['hour', 'weekday', 'day-of-month', 'month', 'year'] as const;
export type CalendarPart = (typeof calendarParts)[number];

/** One channel per value, or sine and cosine of the position in the cycle. */
export const calendarEncodings = ['one-hot', 'circle'] as const;
export type CalendarEncoding = (typeof calendarEncodings)[number];

export interface CalendarFeature {
  readonly part: CalendarPart;
  readonly encoding: CalendarEncoding;
}

/** What a price says: all are differences of logarithms, but for the flag `changed`. */
export const priceFeatures = [
  'relative-to-item',
  'relative-to-group',
  'last-change',
  'changed',
] as const;
export type PriceFeature = (typeof priceFeatures)[number];

/**
 * When an item counts as on sale, from its first sale or first known price on: while its price is known (`price`), or
 * always (`demand`). `auto` decides by the data at the fit: prices that are known where nothing was sold tell a listing.
 */
export const listingRules = ['auto', 'price', 'demand'] as const;
export type ListingRule = (typeof listingRules)[number];

/** Mean of the last `count` values at the same place in a season of `season` periods. */
export interface SeasonMean {
  readonly season: number;
  readonly count: number;
}

/** Known-future events as channels. */
export interface EventFeatures {
  /** Events of one kind, or of one name, share a channel. */
  readonly by: 'kind' | 'name';
  /** Periods before and after an event in which it is seen coming and going; 0 = on its own period alone. */
  readonly reach: number;
  /** Kinds that get no channel. */
  readonly except: readonly string[];
}

export interface PriceSpec {
  /** Periods that a price is remembered; the item's mean price is that of so many periods up to the cutoff. */
  readonly window: number;
  /** Attribute whose items' prices `relative-to-group` compares with. */
  readonly group: string | null;
  /** Whether prices that are known beyond the cutoff are used; where not, the last one is carried on. */
  readonly planned: 'used' | 'ignored';
  readonly features: readonly PriceFeature[];
}

/** The scale of a sample: `offset` + mean absolute demand of the last `window` periods. */
export interface ScaleSpec {
  readonly window: number;
  /** Above 0, so that a history without sales has a scale too. */
  readonly offset: number;
  /** Scaled demand beyond it is cut off. */
  readonly limit: number;
}

/**
 * Which features a network is given, with which parameters: plain data for the manifest of a model. Windows, lags and
 * sizes count periods.
 */
export interface FeatureSpec {
  readonly version: typeof featureSpecVersion;
  /** How far back any feature can look: history before cutoff - inputSize + 1 changes nothing. */
  readonly inputSize: number;
  /** Periods of raw scaled demand. */
  readonly lookback: number;
  readonly scale: ScaleSpec;
  readonly listing: ListingRule;
  readonly rolling: Readonly<Record<RollingStatistic, readonly number[]>>;
  /** For a period beyond the next `lag` ones, the lag is repeated until it reaches known demand. */
  readonly lags: readonly number[];
  readonly seasonMeans: readonly SeasonMean[];
  readonly demand: readonly DemandTrait[];
  /** Periods that `adi`, `cv2` and the shares are taken over. */
  readonly demandWindow: number;
  readonly calendar: readonly CalendarFeature[];
  readonly events: EventFeatures | null;
  /** Kinds of events that become one channel of 0 and 1 each, as SNAP. */
  readonly flags: readonly string[];
  readonly price: PriceSpec | null;
  /** Attributes given as category numbers. */
  readonly attributes: readonly string[];
  /** Whether the rows of the lookback carry calendar, events and prices too. */
  readonly pastCovariates: boolean;
}
