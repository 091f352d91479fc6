/** Sums over the horizon of one window, one value per item in the order of the items. */
export interface ItemSums {
  /** Of the mean: forecast - actual. */
  readonly error: Float64Array;
  /** Of the mean. */
  readonly absoluteError: Float64Array;
  /** Of the mean. */
  readonly squaredError: Float64Array;
  readonly medianAbsoluteError: Float64Array;
}

/** The demand of one window that every model is scored on, one value per item. */
export interface ItemDemand {
  /** Periods with a known demand. */
  readonly count: Float64Array;
  readonly actual: Float64Array;
  readonly absoluteActual: Float64Array;
}

/**
 * The sums of every item; `values[item * horizon + lead]`, an unknown (NaN) actual counts for nothing. Those of the medians
 * were summed beforehand.
 */
export function itemSums(
  actual: Float64Array,
  mean: Float64Array,
  medianAbsoluteError: Float64Array,
  horizon: number,
): ItemSums {
  const items = actual.length / horizon;
  const sums = {
    error: new Float64Array(items),
    absoluteError: new Float64Array(items),
    squaredError: new Float64Array(items),
    medianAbsoluteError: medianAbsoluteError.slice(),
  };
  for (let at = 0; at < actual.length; at += 1) {
    const demand = actual[at]!;
    if (Number.isNaN(demand)) continue;
    const item = Math.floor(at / horizon);
    const error = mean[at]! - demand;
    sums.error[item]! += error;
    sums.absoluteError[item]! += Math.abs(error);
    sums.squaredError[item]! += error * error;
  }
  return sums;
}

/** What every item sold in a window. */
export function itemDemand(actual: Float64Array, horizon: number): ItemDemand {
  const items = actual.length / horizon;
  const count = new Float64Array(items);
  const total = new Float64Array(items);
  const absoluteActual = new Float64Array(items);
  for (let at = 0; at < actual.length; at += 1) {
    const demand = actual[at]!;
    if (Number.isNaN(demand)) continue;
    const item = Math.floor(at / horizon);
    count[item]! += 1;
    total[item]! += demand;
    absoluteActual[item]! += Math.abs(demand);
  }
  return { count, actual: total, absoluteActual };
}
