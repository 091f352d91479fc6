import { DemandSums } from './demand-sums.ts';
import { type DemandTrait, type FeatureSpec, rollingStatistics } from './feature-spec.ts';
import { knownMedian } from './known-median.ts';
import type { VisibleDemand } from './visible-demand.ts';

const largestScale = 1e30;

/** What the history of one sample says: its scale and the row of its summary. Formulas: docs/guides/features.md. */
export class HistorySummary {
  readonly #spec: FeatureSpec;
  readonly #sums: DemandSums;
  readonly #scratch: Float64Array;
  readonly #scalePlace: number;
  readonly #traitPlace: number;
  /** Statistics in the order of the layout. */
  readonly #rolling: readonly {
    readonly statistic: (typeof rollingStatistics)[number];
    readonly size: number;
    readonly place: number;
  }[];

  constructor(spec: FeatureSpec) {
    this.#spec = spec;
    const { rolling, scale, demandWindow } = spec;
    this.#sums = new DemandSums([
      scale.window,
      demandWindow,
      ...rollingStatistics.flatMap((statistic) => rolling[statistic]),
    ]);
    this.#scratch = new Float64Array(spec.inputSize);
    this.#scalePlace = this.#sums.placeOf(scale.window);
    this.#traitPlace = this.#sums.placeOf(demandWindow);
    this.#rolling = rollingStatistics.flatMap((statistic) =>
      rolling[statistic].map((size) => ({ statistic, size, place: this.#sums.placeOf(size) })),
    );
  }

  /** Writes the row to `into[at ..]` and returns the scale, a number that Float32 holds exactly. */
  write(demand: VisibleDemand, into: Float32Array, at: number): number {
    this.#sums.read(demand.values, demand.listed);
    const { offset } = this.#spec.scale;
    const count = this.#sums.count[this.#scalePlace]!;
    const mean = count === 0 ? 0 : this.#sums.absolute[this.#scalePlace]! / count;
    const scale = Math.fround(Math.min(offset + mean, largestScale));
    let place = at;
    for (const trait of this.#spec.demand) {
      into[place] = this.#trait(trait, demand, scale);
      place += 1;
    }
    for (const { statistic, size, place: sums } of this.#rolling) {
      const value =
        statistic === 'median'
          ? knownMedian(demand.values, size, this.#scratch)
          : this.#statistic(statistic, sums);
      into[place] =
        statistic === 'zeroShare' ? value : Math.log((offset + Math.max(0, value)) / scale);
      place += 1;
    }
    return scale;
  }

  /** 0 where nothing is known; the share of zeros is 1 then, because nothing was sold. */
  #statistic(statistic: 'mean' | 'std' | 'max' | 'zeroShare', place: number): number {
    const { count, sum, squares, max, zeros } = this.#sums;
    const known = count[place]!;
    if (known === 0) return statistic === 'zeroShare' ? 1 : 0;
    switch (statistic) {
      case 'mean':
        return sum[place]! / known;
      case 'std':
        return Math.sqrt(variance(sum[place]!, squares[place]!, known));
      case 'max':
        return max[place]!;
      case 'zeroShare':
        return zeros[place]! / known;
    }
  }

  #trait(trait: DemandTrait, demand: VisibleDemand, scale: number): number {
    const { inputSize, demandWindow } = this.#spec;
    const { count, sum, squares, zeros, listed } = this.#sums;
    const place = this.#traitPlace;
    const known = count[place]!;
    const sold = known - zeros[place]!;
    switch (trait) {
      case 'level':
        return Math.log(scale);
      case 'since-last-sale':
        return Math.log1p(periodsSinceSale(demand.values)) / Math.log1p(inputSize);
      case 'age':
        return Math.log1p(demand.age) / Math.log1p(inputSize);
      case 'adi':
        return Math.log(sold === 0 ? known + 1 : known / sold);
      case 'cv2': {
        const mean = sold === 0 ? 0 : sum[place]! / sold;
        if (!(mean > 0)) return 0;
        const variation = Math.sqrt(variance(sum[place]!, squares[place]!, sold)) / mean;
        // Of positive values it cannot be larger; returns in the demand could make it so.
        return Math.log1p(Math.min(variation ** 2, sold));
      }
      case 'listed-share':
        return listed[place]! / demandWindow;
      case 'known-share':
        return known / demandWindow;
    }
  }
}

function variance(sum: number, squares: number, count: number): number {
  return Math.max(0, squares - (sum * sum) / count) / count;
}

/** All of them where nothing was sold. */
function periodsSinceSale(values: Float64Array): number {
  for (let back = 0; back < values.length; back += 1) {
    const value = values[back]!;
    if (value !== 0 && !Number.isNaN(value)) return back;
  }
  return values.length;
}
