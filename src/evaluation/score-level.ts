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
  rmse,
  smape,
  wape,
  wql,
} from '../metrics/index.ts';
import { addToInterval, intervalScore, type IntervalRows, intervalsOf } from './interval-rows.ts';
import type { LevelInput } from './level-input.ts';
import type { LevelScore } from './level-score.ts';
import { ScaledSums } from './scaled-sums.ts';

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
  readonly #scaled: ScaledSums;

  constructor(input: LevelInput) {
    this.#input = input;
    this.#scaled = new ScaledSums({ ...input, quantileCount: input.quantiles.length });
    this.#losses = input.quantiles.map(({ level }) => noQuantileErrors(level));
    this.#intervals = intervalsOf(input.quantiles);
  }

  addSeries(row: number): void {
    const { horizon, actual, median, quantiles, baseline } = this.#input;
    const from = row * horizon;
    const end = from + horizon;
    mergeErrors(this.#means, this.#scaled.addSeries(row, this.#pinball(from, end)));
    if (median !== null) addErrors(this.#medians, actual, median, from, end);
    if (baseline !== null) addErrors(this.#baselines, actual, baseline, from, end);
    this.#losses.forEach((sums, place) => {
      const { values } = quantiles[place]!;
      for (let at = from; at < end; at += 1) addQuantileError(sums, actual[at]!, values[at]!);
    });
    for (const interval of this.#intervals) addToInterval(interval, actual, from, end);
  }

  /** Pinball loss of all quantiles, summed over the known values `from` .. `end - 1`. */
  #pinball(from: number, end: number): number {
    const { actual, quantiles } = this.#input;
    let pinball = 0;
    for (const { level, values } of quantiles) {
      let total = 0;
      for (let at = from; at < end; at += 1) {
        const demand = actual[at]!;
        if (!Number.isNaN(demand)) total += pinballLoss(level, demand, values[at]!);
      }
      pinball += total;
    }
    return pinball;
  }

  score(): LevelScore {
    const { name, series, median, baseline } = this.#input;
    const means = this.#means;
    const { unscaled, wrmsse, wspl, rmsse, mase, trackingSignal } = this.#scaled.scores();
    const middle = this.#losses.find(({ level }) => level === 0.5);
    const wapeMedian =
      median === null ? wql(middle === undefined ? [] : [middle]) : wape(this.#medians);
    const ownWape = median === null ? wape(means) : wapeMedian;
    return {
      level: name,
      series,
      scored: means.count,
      unscaled,
      wrmsse,
      wspl,
      wape: ownWape,
      wapeMean: wape(means),
      wapeMedian,
      bias: bias(means),
      mae: mae(means),
      rmse: rmse(means),
      smape: smape(means),
      rmsse,
      mase,
      wql: wql(this.#losses),
      fva: forecastValueAdded(ownWape, baseline === null ? null : wape(this.#baselines)),
      trackingSignal,
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
