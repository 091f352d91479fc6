import { aggregate, bottomLevel, type Hierarchy } from '../hierarchy/index.ts';

/** Demand and forecasts of all rows of a hierarchy, summed from those of its items. */
export interface SummedScores {
  readonly actual: Float64Array;
  /** One per forecast that was given. */
  readonly forecasts: readonly Float64Array[];
}

/**
 * Sums actual demand and forecasts of the items (`values[item * horizon + step]`) over all levels. Where an item's actual
 * is unknown (NaN), neither it nor the item's forecast enters the sums, so that both stand for the same items; a row
 * whose items are all unknown is unknown itself. Give means: medians and other quantiles do not add up.
 * @throws ForecastError LEVEL_NOT_FOUND without a level of single items.
 */
export function sumScored(
  hierarchy: Hierarchy,
  actual: Float64Array,
  forecasts: readonly Float64Array[],
  horizon: number,
): SummedScores {
  if (!actual.some(Number.isNaN)) {
    return {
      actual: aggregate(hierarchy, actual, horizon),
      forecasts: forecasts.map((values) => aggregate(hierarchy, values, horizon)),
    };
  }
  const known = actual.map((value) => (Number.isNaN(value) ? 0 : 1));
  const masked = (values: Float64Array) =>
    aggregate(
      hierarchy,
      values.map((value, at) => (known[at] === 1 ? value : 0)),
      horizon,
    );
  const counts = aggregate(hierarchy, known, horizon);
  const bottom = bottomLevel(hierarchy);
  return {
    actual: masked(actual).map((value, at) => (counts[at] === 0 ? Number.NaN : value)),
    forecasts: forecasts.map((values) => {
      const rows = masked(values);
      rows.set(values, bottom.first * horizon);
      return rows;
    }),
  };
}
