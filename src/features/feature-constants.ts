import { CalendarRows } from './calendar-rows.ts';
import { type FeatureLayout, featureLayout } from './feature-layout.ts';
import type { FittedFeatures } from './fitted-features.ts';

/** What a fitted feature function is for every panel and cutoff: who computes features again and again makes it once. */
export interface FeatureConstants {
  readonly layout: FeatureLayout;
  readonly calendar: CalendarRows;
  /** Numbers of the values of each attribute, in the order of the layout. */
  readonly categoryNumbers: readonly ReadonlyMap<string, number>[];
  /** Mean logarithm of the prices of each group; none where groups are not compared. */
  readonly groupLevels: ReadonlyMap<string, number>;
}

export function featureConstants(fitted: FittedFeatures): FeatureConstants {
  const { categories, groupPrices } = fitted;
  return {
    layout: featureLayout(fitted),
    calendar: new CalendarRows(fitted),
    categoryNumbers: categories.map(
      ({ values }) => new Map(values.map((value, index) => [value, index + 1])),
    ),
    groupLevels: new Map(
      groupPrices?.values.map((value, index) => [value, groupPrices.logPrices[index]!]),
    ),
  };
}
