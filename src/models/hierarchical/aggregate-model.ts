import { invariant } from '../../errors/index.ts';
import { factorCholesky, solveCholesky } from '../../math/index.ts';
import type { Regressor } from './regressors.ts';
import { type DesignPlan, innerProduct, type SharedDesign } from './shared-design.ts';
import { filterErrors } from './smoothing-filter.ts';

/** What was fitted to one aggregate, and where that leads. */
export interface AggregateFit {
  /** Mean of each period of the history as seen one period before; NaN where demand is unknown. */
  readonly fitted: Float64Array;
  /** Mean at each lead time. */
  readonly means: Float64Array;
  /** Mean squared one-step error of the last year. */
  readonly variance: number;
  /** `drifts[origin]`: how far the mean of the logarithm over the horizon lay above what was foreseen at past cutoffs. */
  readonly drifts: Float64Array;
}

/** Past cutoffs at which an aggregate is forecast again to learn how far its level strays: indices into the history. */
export type PastCutoffs = readonly number[];

const leastNoise = 1e-4;
/** Forecasts stay within this of the largest logarithm seen. */
const headroom = 1;
/** Periods that the level of the retransformed mean, and the errors, are taken from. */
const recentPeriods = 364;

/**
 * Exponential smoothing with regressors on log(1 + demand), effects and smoothing estimated together: the effects are
 * those of a ridge regression of filtered demand on the filtered regressors, the smoothing runs over what they leave.
 * `own` are regressors of this aggregate alone. The mean is brought back from the logarithm by the ratio of sums (the
 * smearing of N. Duan, Journal of the American Statistical Association 78, 1983).
 */
export function fitAggregate(
  demand: Float64Array,
  design: SharedDesign,
  own: readonly Regressor[],
  { season, weights }: DesignPlan,
  { horizon, cutoffs }: { readonly horizon: number; readonly cutoffs: PastCutoffs },
): AggregateFit {
  const { known } = design;
  const logs = demand.map((value, index) =>
    known[index] === 1 ? Math.log1p(Math.max(0, value)) : 0,
  );
  const plain = new Float64Array(logs.length);
  filterErrors(logs, known, season, weights, plain);
  const filteredOwn = own.map(({ values }) => {
    const errors = new Float64Array(logs.length);
    filterErrors(values, known, season, weights, errors);
    return errors;
  });
  const effects = solveEffects(
    design,
    own,
    filteredOwn,
    plain,
    seasonalNoise(logs, design, season),
  );
  const explained = explain([...design.regressors, ...own], effects, logs.length + horizon);
  const rest = logs.map((value, index) => value - explained[index]!);
  const errors = new Float64Array(logs.length);
  const { level, season: offsets, position } = filterErrors(rest, known, season, weights, errors);
  let largest = 0;
  for (const value of logs) largest = Math.max(largest, value);
  const most = largest + headroom;
  const steps = logs.map((value, index) => Math.exp(Math.min(most, value - errors[index]!)));
  const smear = smearing(demand, steps, known);
  const fitted = steps.map((step, index) =>
    known[index] === 1 ? Math.max(0, step * smear - 1) : Number.NaN,
  );
  const means = Float64Array.from({ length: horizon }, (_, lead) => {
    const log = level + offsets[(position + lead) % season]! + explained[logs.length + lead]!;
    return largest === 0 ? 0 : Math.max(0, Math.exp(Math.min(most, log)) * smear - 1);
  });
  return {
    fitted,
    means,
    variance: meanSquare(demand, fitted),
    drifts: strayed(rest, known, season, weights, { horizon, cutoffs }),
  };
}

function solveEffects(
  { products, filtered, regressors, end }: SharedDesign,
  own: readonly Regressor[],
  filteredOwn: readonly Float64Array[],
  target: Float64Array,
  noise: number,
): Float64Array {
  const columns = [...filtered, ...filteredOwn];
  const all = [...regressors, ...own];
  const [shared, size] = [filtered.length, columns.length];
  const matrix = new Float64Array(size * size);
  const effects = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      matrix[row * size + column] =
        row < shared
          ? products[row * shared + column]!
          : innerProduct(columns[row]!, columns[column]!, end);
    }
    matrix[row * size + row]! += noise / all[row]!.deviation ** 2;
    effects[row] = innerProduct(columns[row]!, target, end);
  }
  invariant(factorCholesky(matrix, size), 'ridge equations are positive definite');
  solveCholesky(matrix, size, effects, 1);
  return effects;
}

/** Variance of what no effect explains: half the mean square of differences over one season, less what events make of it. */
function seasonalNoise(logs: Float64Array, { known, end }: SharedDesign, season: number): number {
  let [squares, count] = [0, 0];
  for (let index = season; index < end; index += 1) {
    if (known[index] === 0 || known[index - season] === 0) continue;
    squares += (logs[index]! - logs[index - season]!) ** 2;
    count += 1;
  }
  return Math.max(leastNoise, count === 0 ? 0 : squares / (2 * count));
}

function explain(
  regressors: readonly Regressor[],
  effects: Float64Array,
  length: number,
): Float64Array {
  const sum = new Float64Array(length);
  regressors.forEach(({ values }, place) => {
    const effect = effects[place]!;
    for (let index = 0; index < length; index += 1) sum[index]! += effect * values[index]!;
  });
  return sum;
}

function smearing(demand: Float64Array, steps: Float64Array, known: Uint8Array): number {
  let [actual, step] = [0, 0];
  for (let index = Math.max(0, known.length - recentPeriods); index < known.length; index += 1) {
    if (known[index] === 0) continue;
    actual += 1 + Math.max(0, demand[index]!);
    step += steps[index]!;
  }
  return step > 0 ? actual / step : 1;
}

function meanSquare(demand: Float64Array, fitted: Float64Array): number {
  let [squares, count] = [0, 0];
  for (let index = Math.max(0, demand.length - recentPeriods); index < demand.length; index += 1) {
    const error = demand[index]! - fitted[index]!;
    if (Number.isNaN(error)) continue;
    squares += error * error;
    count += 1;
  }
  return count === 0 ? 0 : squares / count;
}

/** Mean error of the logarithm over the horizon behind each cutoff; 0 where nothing is known there. */
function strayed(
  rest: Float64Array,
  known: Uint8Array,
  season: number,
  weights: DesignPlan['weights'],
  { horizon, cutoffs }: { readonly horizon: number; readonly cutoffs: PastCutoffs },
): Float64Array {
  const offsets = new Float64Array(season);
  const drifts = new Float64Array(cutoffs.length);
  let [level, next] = [0, 0];
  for (let index = 0; index < rest.length; index += 1) {
    const place = index % season;
    if (known[index] === 1) {
      const error = rest[index]! - level - offsets[place]!;
      level += weights.alpha * error;
      offsets[place]! += weights.gamma * error;
    }
    if (cutoffs[next] !== index) continue;
    let [sum, count] = [0, 0];
    for (let ahead = index + 1; ahead <= index + horizon; ahead += 1) {
      if (known[ahead] !== 1) continue;
      sum += rest[ahead]! - level - offsets[ahead % season]!;
      count += 1;
    }
    drifts[next] = count === 0 ? 0 : sum / count;
    next += 1;
  }
  return drifts;
}
