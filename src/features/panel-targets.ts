import { type ListingWindow, listingWindow, type Series } from '../series/index.ts';
import { type FeatureData, requireAligned, type Sample } from './feature-data.ts';
import type { FittedFeatures } from './fitted-features.ts';
import { isSale } from './visible-demand.ts';

/** What a network is trained to answer: [samples × horizon], in units of demand. */
export interface TargetBlocks {
  readonly demand: Float32Array;
  /** 1 where the demand counts; 0, beside a demand of 0, where it is unknown or the item was not on sale. */
  readonly weight: Float32Array;
}

interface TargetSeries {
  readonly demand: Series;
  readonly from: ListingWindow['from'];
  /** Given where a missing price means: not on sale. */
  readonly price: Series | null;
}

/** The demand after the cutoffs of samples: apart from the features, which never see it. Made once per panel. */
export class PanelTargets {
  readonly #series: readonly TargetSeries[];
  readonly #horizon: number;

  constructor({ listing }: FittedFeatures, data: FeatureData, horizon: number) {
    requireAligned(data);
    this.#horizon = horizon;
    this.#series = data.panel.series.map((demand, index) => {
      const { price } = data.covariates.series[index]!;
      const { from, lastPriced } = listingWindow(demand, price);
      const byPrice = listing === 'price';
      const isOffered = !byPrice || lastPriced !== null || demand.values.some(isSale);
      return {
        demand,
        from: isOffered ? from : null,
        price: byPrice && lastPriced !== null ? price : null,
      };
    });
  }

  /** Room for the targets of `samples` samples. */
  allocate(samples: number): TargetBlocks {
    return {
      demand: new Float32Array(samples * this.#horizon),
      weight: new Float32Array(samples * this.#horizon),
    };
  }

  /** Writes the targets of a sample as number `row` of the blocks. */
  fill({ series, cutoff }: Sample, { demand, weight }: TargetBlocks, row: number): void {
    for (let ahead = 1; ahead <= this.#horizon; ahead += 1) {
      const value = listedDemand(this.#series[series]!, cutoff + ahead);
      const at = row * this.#horizon + ahead - 1;
      demand[at] = value ?? 0;
      weight[at] = value === null ? 0 : 1;
    }
  }
}

function listedDemand({ demand, from, price }: TargetSeries, period: number): number | null {
  const index = period - demand.start;
  if (from === null || period < from || index < 0 || index >= demand.values.length) return null;
  const value = demand.values[index]!;
  if (Number.isNaN(value)) return null;
  if (price === null || value !== 0) return value;
  const priceIndex = period - price.start;
  const isPriced =
    priceIndex >= 0 && priceIndex < price.values.length && price.values[priceIndex]! > 0;
  return isPriced ? value : null;
}
