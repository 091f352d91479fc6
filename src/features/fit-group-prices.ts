import type { Covariates } from '../covariates/index.ts';
import type { Series } from '../series/index.ts';
import type { PriceSpec } from './feature-spec.ts';
import type { GroupPrices } from './fitted-features.ts';

/**
 * The price level of each value of an attribute: the mean logarithm of its items' prices up to the cutoff, every item
 * counting once. Null where the spec compares with no group.
 */
export function fitGroupPrices(
  { group, features }: PriceSpec,
  { series }: Covariates,
  cutoff: number,
): GroupPrices | null {
  if (group === null || !features.includes('relative-to-group')) return null;
  const byValue = new Map<string, number[]>();
  const all: number[] = [];
  for (const { attributes, price } of series) {
    const level = price === null ? null : meanLogPrice(price, cutoff);
    if (level === null) continue;
    all.push(level);
    if (!Object.hasOwn(attributes, group)) continue;
    const value = attributes[group]!;
    const levels = byValue.get(value);
    if (levels === undefined) byValue.set(value, [level]);
    else levels.push(level);
  }
  const values = [...byValue.keys()].sort();
  return {
    attribute: group,
    values,
    logPrices: values.map((value) => meanOf(byValue.get(value)!)),
    overall: all.length === 0 ? null : meanOf(all),
  };
}

function meanLogPrice({ start, values }: Series, cutoff: number): number | null {
  const end = Math.min(values.length, cutoff - start + 1);
  let sum = 0;
  let count = 0;
  for (let index = 0; index < end; index += 1) {
    const price = values[index]!;
    if (!(price > 0)) continue;
    sum += Math.log(price);
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
