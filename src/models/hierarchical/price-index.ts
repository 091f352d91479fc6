import type { SeriesCovariates } from '../../covariates/index.ts';
import type { HierarchyLevel, Span } from '../../hierarchy/index.ts';
import type { Regressor } from './regressors.ts';

/** Elasticities of retail demand lie around -1; those of sums, where prices of few items move, below. */
const priceDeviation = 1;

/**
 * How dear each group of a level is: the mean over its items of the logarithm of their price, relative to their own first
 * one. Items count by `sizes`, those without prices not at all. After the last known price the last one holds.
 */
export function priceIndices(
  { count, groupOf }: HierarchyLevel,
  covariates: readonly SeriesCovariates[],
  sizes: Float64Array,
  { from, length }: Span,
): readonly (Regressor | null)[] {
  const sums = Array.from({ length: count }, () => new Float64Array(length));
  const weights = new Float64Array(count);
  covariates.forEach(({ price }, item) => {
    if (price === null || sizes[item] === 0) return;
    const group = groupOf[item]!;
    const size = sizes[item]!;
    const first = price.values.find((value) => value > 0);
    if (first === undefined) return;
    weights[group]! += size;
    const into = sums[group]!;
    let [last, log] = [first, 0];
    const shift = from - price.start;
    for (let index = 0; index < length; index += 1) {
      const value = price.values[index + shift];
      if (value !== undefined && value > 0 && value !== last) {
        last = value;
        log = Math.log(value / first);
      }
      into[index]! += size * log;
    }
  });
  return sums.map((values, group) => {
    const weight = weights[group]!;
    if (weight === 0) return null;
    return { deviation: priceDeviation, values: values.map((value) => value / weight) };
  });
}
