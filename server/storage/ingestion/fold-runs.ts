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

/** Weights that are all unknown. */
const unweighted = new Float64Array(0);

/** Mean, sum and last of what is known; the mean weighted by `weights` where these have a positive sum. */
interface Summary {
  readonly sum: number;
  readonly mean: number;
  readonly last: number;
}

/**
 * Summarises `values[from .. to - 1]`, of which the unknown ones (NaN) do not count. A weight below zero (a return) or
 * unknown counts as zero; without a positive weight every value counts alike.
 */
function summarise(values: Float64Array, from: number, to: number, weights: Float64Array): Summary {
  let sum = 0;
  let known = 0;
  let weightedSum = 0;
  let weightSum = 0;
  let last = Number.NaN;
  for (let index = from; index < to; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    const weight = weights[index]!;
    sum += value;
    known += 1;
    last = value;
    if (!(weight > 0)) continue;
    weightedSum += weight * value;
    weightSum += weight;
  }
  if (known === 0) return { sum: Number.NaN, mean: Number.NaN, last };
  return { sum, mean: weightSum > 0 ? weightedSum / weightSum : sum / known, last };
}

/** What the rows of one period amount to. */
function foldPeriod(
  rows: Rows,
  from: number,
  to: number,
  policy: DuplicatePolicy,
): [demand: number, price: number] {
  const demand = summarise(rows.demand, from, to, unweighted);
  const price = summarise(rows.prices, from, to, rows.demand);
  switch (policy) {
    case 'sum':
      return [demand.sum, price.mean];
    case 'mean':
      return [demand.mean, price.mean];
    case 'last':
    case 'reject':
      return [demand.last, price.last];
  }
}

/**
 * Turns the rows of one item into one value per period, NaN where there is no row. Under `reject` the last row counts; the caller refuses where
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
    [demand[index], prices[index]] = foldPeriod(rows, from, to, policy);
    from = to;
  }
  return { item, startPeriod, demand, prices, duplicates };
}
