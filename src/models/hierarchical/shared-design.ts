import type { Regressor } from './regressors.ts';
import { filterErrors, type FilterWeights } from './smoothing-filter.ts';

/** Regressors filtered by the smoothing, with their inner products: the same for all aggregates that know the same periods. */
export interface SharedDesign {
  readonly regressors: readonly Regressor[];
  /** 1 where demand is known, one per period of the history. */
  readonly known: Uint8Array;
  readonly filtered: readonly Float64Array[];
  /** Lower triangle, row-major; over the periods before `end`. */
  readonly products: Float64Array;
  readonly end: number;
}

export interface DesignPlan {
  readonly season: number;
  readonly weights: FilterWeights;
  /** Effects are estimated from the periods before this index. */
  readonly end: number;
}

export function shareDesign(
  regressors: readonly Regressor[],
  known: Uint8Array,
  { season, weights, end }: DesignPlan,
): SharedDesign {
  const filtered = regressors.map(({ values }) => {
    const errors = new Float64Array(known.length);
    filterErrors(values, known, season, weights, errors);
    return errors;
  });
  const size = filtered.length;
  const products = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      products[row * size + column] = innerProduct(filtered[row]!, filtered[column]!, end);
    }
  }
  return { regressors, known, filtered, products, end };
}

/** Of the first `end` values. */
export function innerProduct(one: Float64Array, other: Float64Array, end: number): number {
  let sum = 0;
  for (let index = 0; index < end; index += 1) sum += one[index]! * other[index]!;
  return sum;
}
