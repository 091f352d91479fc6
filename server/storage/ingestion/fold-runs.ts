import type { DuplicatePolicy } from '../../application/ingestion/ports.ts';

/** The rows of one item as dense values from its first to its last period. */
export interface StagedSeries {
  readonly item: number;
  readonly startPeriod: number;
  readonly demand: Float32Array;
  readonly prices: Float32Array;
  readonly duplicates: number;
}

/** The rows of one item, sorted by period, those of one period in their order of arrival. */
interface Rows {
  readonly periods: Int32Array;
  readonly demand: Float64Array;
  readonly prices: Float64Array;
}

/** One value out of `values[from .. to - 1]`, of which the unknown ones (NaN) do not count. */
function fold(values: Float64Array, from: number, to: number, policy: DuplicatePolicy): number {
  let sum = 0;
  let known = 0;
  let last = Number.NaN;
  for (let index = from; index < to; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
    last = value;
  }
  if (known === 0) return Number.NaN;
  switch (policy) {
    case 'sum':
      return sum;
    case 'mean':
      return sum / known;
    case 'last':
    case 'reject':
      return last;
  }
}

/**
 * Turns the rows of one item into one value per period, NaN where there is no row. Prices are never added up: under
 * `sum` several prices of one period become their mean. Under `reject` the last row counts; the caller refuses where
 * `duplicates` is not 0.
 */
export function foldRuns(item: number, rows: Rows, policy: DuplicatePolicy): StagedSeries {
  const { periods } = rows;
  const startPeriod = periods[0] ?? 0;
  const length = periods.length === 0 ? 0 : periods[periods.length - 1]! - startPeriod + 1;
  const demand = new Float32Array(length).fill(Number.NaN);
  const prices = new Float32Array(length).fill(Number.NaN);
  let duplicates = 0;
  for (let from = 0; from < periods.length;) {
    let to = from + 1;
    while (to < periods.length && periods[to] === periods[from]) to += 1;
    if (to - from > 1) duplicates += 1;
    const index = periods[from]! - startPeriod;
    demand[index] = fold(rows.demand, from, to, policy);
    prices[index] = fold(rows.prices, from, to, policy === 'sum' ? 'mean' : policy);
    from = to;
  }
  return { item, startPeriod, demand, prices, duplicates };
}
