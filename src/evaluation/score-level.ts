import {
  addError,
  addQuantileError,
  bias,
  type ErrorSums,
  forecastValueAdded,
  mae,
  mergeErrors,
  noErrors,
  noQuantileErrors,
  pinballLoss,
  type QuantileSums,
  ratio,
  rmse,
  smape,
  trackingSignal,
  wape,
  wql,
} from '../metrics/index.ts';
import { addToInterval, intervalScore, type IntervalRows, intervalsOf } from './interval-rows.ts';
import type { LevelInput } from './level-input.ts';
import type { LevelScore } from './level-score.ts';
import { WeightedMean } from './weighted-mean.ts';

/**
 * Scores one level. WRMSSE and WSPL as in the M5 Competitors' Guide (2020): per series the root of the mean squared error, or
 * the mean pinball loss, over its scale; then the mean by weight. The score of a hierarchy is the mean over its levels.
 */
export function scoreLevel(input: LevelInput): LevelScore {
  const sums = new LevelSums(input);
  for (let row = 0; row < input.series; row += 1) sums.addSeries(row);
  return sums.score();
}

/** The sums behind the scores of one level; series are added one by one. */
class LevelSums {
  readonly #input: LevelInput;
  readonly #means = noErrors();
  readonly #medians = noErrors();
  readonly #baselines = noErrors();
  readonly #losses: readonly QuantileSums[];
  readonly #intervals: readonly IntervalRows[];
  readonly #wrmsse = new WeightedMean();
  readonly #wspl = new WeightedMean();
  readonly #rmsse = new WeightedMean();
  readonly #mase = new WeightedMean();
  readonly #signal = new WeightedMean();

  constructor(input: LevelInput) {
    this.#input = input;
    this.#losses = input.quantiles.map(({ level }) => noQuantileErrors(level));
    this.#intervals = intervalsOf(input.quantiles);
  }

  addSeries(row: number): void {
    const { horizon, actual, mean, median, quantiles, baseline } = this.#input;
    const from = row * horizon;
    const end = from + horizon;
    const own = noErrors();
    addErrors(own, actual, mean, from, end);
    mergeErrors(this.#means, own);
    if (median !== null) addErrors(this.#medians, actual, median, from, end);
    if (baseline !== null) addErrors(this.#baselines, actual, baseline, from, end);
    let pinball = 0;
    this.#losses.forEach((sums, place) => {
      const { level, values } = quantiles[place]!;
      for (let at = from; at < end; at += 1) addQuantileError(sums, actual[at]!, values[at]!);
      pinball += pinballBetween(level, actual, values, from, end);
    });
    for (const interval of this.#intervals) addToInterval(interval, actual, from, end);
    if (own.count > 0) this.#addScaled(row, own, pinball);
  }

  #addScaled(row: number, own: ErrorSums, pinball: number): void {
    const { weights, scales, quantiles } = this.#input;
    const weight = weights === null ? 0 : weights[row]!;
    const rmsse = scaled(Math.sqrt(own.squaredError / own.count), scales.rmsse, row);
    this.#wrmsse.add(rmsse, scales.rmsse === null ? 0 : weight);
    this.#rmsse.add(rmsse, 1);
    this.#mase.add(scaled(own.absoluteError / own.count, scales.mase, row), 1);
    this.#signal.add(trackingSignal(own), 1);
    if (quantiles.length === 0 || scales.spl === null) return;
    const loss = pinball / quantiles.length / own.count;
    this.#wspl.add(scaled(loss, scales.spl, row), weight);
  }

  score(): LevelScore {
    const { name, series, median, baseline } = this.#input;
    const means = this.#means;
    const middle = this.#losses.find(({ level }) => level === 0.5);
    const wapeMedian =
      median === null ? wql(middle === undefined ? [] : [middle]) : wape(this.#medians);
    const ownWape = median === null ? wape(means) : wapeMedian;
    return {
      level: name,
      series,
      scored: means.count,
      unscaled: this.#wrmsse.undefinedCount,
      wrmsse: this.#wrmsse.value,
      wspl: this.#wspl.value,
      wape: ownWape,
      wapeMean: wape(means),
      wapeMedian,
      bias: bias(means),
      mae: mae(means),
      rmse: rmse(means),
      smape: smape(means),
      rmsse: this.#rmsse.value,
      mase: this.#mase.value,
      wql: wql(this.#losses),
      fva: forecastValueAdded(ownWape, baseline === null ? null : wape(this.#baselines)),
      trackingSignal: this.#signal.value,
      intervals: this.#intervals.map(intervalScore),
    };
  }
}

function addErrors(
  sums: ErrorSums,
  actual: Float64Array,
  forecast: Float64Array,
  from: number,
  end: number,
): void {
  for (let at = from; at < end; at += 1) addError(sums, actual[at]!, forecast[at]!);
}

/** Pinball loss of one quantile, summed over the known values `from` .. `end - 1`. */
function pinballBetween(
  level: number,
  actual: Float64Array,
  values: Float64Array,
  from: number,
  end: number,
): number {
  let total = 0;
  for (let at = from; at < end; at += 1) {
    const demand = actual[at]!;
    if (!Number.isNaN(demand)) total += pinballLoss(level, demand, values[at]!);
  }
  return total;
}

/** null where there is no scale. */
function scaled(error: number, scales: Float64Array | null, row: number): number | null {
  const scale = scales?.[row] ?? Number.NaN;
  return Number.isNaN(scale) ? null : ratio(error, scale);
}
