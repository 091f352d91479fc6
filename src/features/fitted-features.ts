import type { Calendar } from '../calendar/index.ts';
import type { FeatureSpec } from './feature-spec.ts';

/** Values of an attribute in the order of their category numbers, which count from 1; 0 is every other value. */
export interface CategoryMap {
  readonly attribute: string;
  readonly values: readonly string[];
}

/** Mean logarithms of prices; `overall` for a group that is not among `values`, null where no price was known. */
export interface GroupPrices {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly logPrices: readonly number[];
  readonly overall: number | null;
}

/**
 * A spec with what was learned from data up to the cutoff: plain data that JSON carries without loss. Samples of any
 * cutoff are built with it, and series that the fit has not seen too.
 */
export interface FittedFeatures {
  readonly spec: FeatureSpec;
  readonly calendar: Calendar;
  /** Nothing after it was looked at. */
  readonly cutoff: number;
  readonly listing: 'price' | 'demand';
  /** Kinds or names of events that have a channel; others share one. */
  readonly events: readonly string[];
  readonly categories: readonly CategoryMap[];
  readonly groupPrices: GroupPrices | null;
}
