import { addError, type ErrorSums, noErrors, ratio, trackingSignal } from '../metrics/index.ts';
import type { LevelInput } from './level-input.ts';
import { WeightedMean } from './weighted-mean.ts';

/** What scores of single series are computed from. */
export interface ScaledInput extends Pick<
  LevelInput,
  'series' | 'horizon' | 'actual' | 'mean' | 'weights' | 'scales'
> {
  /** Number of quantile levels that pinball losses are summed over. */
  readonly quantileCount: number;
}

/** Means over series of what each series scores on its own scale. null = undefined. */
export interface ScaledScores {
  /** Series with a weight but without a scale: left out of `wrmsse`. */
  readonly unscaled: number;
  readonly wrmsse: number | null;
  readonly wspl: number | null;
  /** Unweighted, as the two below. */
  readonly rmsse: number | null;
  readonly mase: number | null;
  readonly trackingSignal: number | null;
}

/**
 * The scaled scores of all series of a level, without those that pool their errors. `losses` holds the pinball loss of each
 * series, summed over the quantile levels and the known values.
 */
export function scaledScores(input: ScaledInput, losses: Float64Array): ScaledScores {
  const sums = new ScaledSums(input);
  for (let row = 0; row < input.series; row += 1) sums.addSeries(row, losses[row]!);
  return sums.scores();
}

/** The sums behind them; series are added one by one. */
export class ScaledSums {
  readonly #input: ScaledInput;
  readonly #wrmsse = new WeightedMean();
  readonly #wspl = new WeightedMean();
  readonly #rmsse = new WeightedMean();
  readonly #mase = new WeightedMean();
  readonly #signal = new WeightedMean();

  constructor(input: ScaledInput) {
    this.#input = input;
  }

  /** Adds a series with its summed pinball loss, and answers its errors. */
  addSeries(row: number, pinball: number): ErrorSums {
    const { horizon, actual, mean } = this.#input;
    const from = row * horizon;
    const end = from + horizon;
    const own = noErrors();
    for (let at = from; at < end; at += 1) addError(own, actual[at]!, mean[at]!);
    if (own.count > 0) this.#addScaled(row, own, pinball);
    return own;
  }

  scores(): ScaledScores {
    return {
      unscaled: this.#wrmsse.undefinedCount,
      wrmsse: this.#wrmsse.value,
      wspl: this.#wspl.value,
      rmsse: this.#rmsse.value,
      mase: this.#mase.value,
      trackingSignal: this.#signal.value,
    };
  }

  #addScaled(row: number, own: ErrorSums, pinball: number): void {
    const { weights, scales, quantileCount } = this.#input;
    const weight = weights === null ? 0 : weights[row]!;
    const rmsse = scaled(Math.sqrt(own.squaredError / own.count), scales.rmsse, row);
    this.#wrmsse.add(rmsse, scales.rmsse === null ? 0 : weight);
    this.#rmsse.add(rmsse, 1);
    this.#mase.add(scaled(own.absoluteError / own.count, scales.mase, row), 1);
    this.#signal.add(trackingSignal(own), 1);
    if (quantileCount === 0 || scales.spl === null) return;
    const loss = pinball / quantileCount / own.count;
    this.#wspl.add(scaled(loss, scales.spl, row), weight);
  }
}

/** null where there is no scale. */
function scaled(error: number, scales: Float64Array | null, row: number): number | null {
  const scale = scales?.[row] ?? Number.NaN;
  return Number.isNaN(scale) ? null : ratio(error, scale);
}
