import type { Covariates } from '../covariates/index.ts';
import type { FeatureConstants } from './feature-constants.ts';
import type { FittedFeatures } from './fitted-features.ts';

/** Category numbers [series × attributes]; 0 where the value is missing or the fit has not seen it. */
export function categoryNumbers(
  { categories }: FittedFeatures,
  { categoryNumbers: maps }: FeatureConstants,
  { series }: Covariates,
): Int32Array {
  const numbers = new Int32Array(series.length * categories.length);
  categories.forEach(({ attribute }, place) => {
    const numberOf = maps[place]!;
    series.forEach(({ attributes }, index) => {
      const value = Object.hasOwn(attributes, attribute) ? attributes[attribute]! : null;
      numbers[index * categories.length + place] = value === null ? 0 : (numberOf.get(value) ?? 0);
    });
  });
  return numbers;
}

/** The price level of each series' group, as a logarithm; that of all items where the group is unknown, NaN without any. */
export function groupLevels(
  { groupPrices }: FittedFeatures,
  { groupLevels: levelOf }: FeatureConstants,
  { series }: Covariates,
): Float64Array {
  const levels = new Float64Array(series.length).fill(groupPrices?.overall ?? Number.NaN);
  if (groupPrices === null) return levels;
  const { attribute } = groupPrices;
  series.forEach(({ attributes }, index) => {
    const level = Object.hasOwn(attributes, attribute)
      ? levelOf.get(attributes[attribute]!)
      : undefined;
    if (level !== undefined) levels[index] = level;
  });
  return levels;
}
