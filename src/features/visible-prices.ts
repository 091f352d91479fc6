import type { Series } from '../series/index.ts';
import type { Rows } from './calendar-table.ts';
import type { PriceFeature, PriceSpec } from './feature-spec.ts';

/**
 * The prices that one sample may use, oldest first: place i belongs to period cutoff - window + 1 + i, up to the end of
 * the horizon. A price that is not known is the last known one before it. Buffers are filled anew for every sample.
 */
export class VisiblePrices {
  /** Channels of a row. */
  readonly width: number;
  readonly #window: number;
  readonly #planned: boolean;
  readonly #features: readonly PriceFeature[];
  /** Logarithms: of the price, and of the one before the last change; NaN where there is none. */
  readonly #logPrice: Float64Array;
  readonly #logBefore: Float64Array;
  readonly #isKnown: Uint8Array;
  readonly #isChanged: Uint8Array;
  #logItem = Number.NaN;
  #logGroup = Number.NaN;

  constructor({ window, planned, features }: PriceSpec, horizon: number) {
    const length = window + horizon;
    this.width = 1 + features.length;
    this.#window = window;
    this.#planned = planned === 'used';
    this.#features = features;
    this.#logPrice = new Float64Array(length);
    this.#logBefore = new Float64Array(length);
    this.#isKnown = new Uint8Array(length);
    this.#isChanged = new Uint8Array(length);
  }

  /** Reads the prices around `cutoff`. `logGroup` is the level of the item's group, NaN where there is none. */
  read(price: Series | null, cutoff: number, logGroup: number): void {
    const length = this.#logPrice.length;
    const values = price?.values ?? none;
    const first = cutoff - this.#window + 1 - (price?.start ?? 0);
    let last = Number.NaN;
    let logLast = Number.NaN;
    let logBefore = Number.NaN;
    // Logarithms are added as differences from the first: a price that never changes has exactly itself as mean.
    let logFirst = Number.NaN;
    let sum = 0;
    let count = 0;
    for (let place = 0; place < length; place += 1) {
      const index = first + place;
      const isPast = place < this.#window;
      const isThere = index >= 0 && index < values.length && (isPast || this.#planned);
      const found = isThere ? values[index]! : Number.NaN;
      const isKnown = found > 0;
      let isChanged = false;
      if (isKnown) {
        if (found !== last) {
          isChanged = !Number.isNaN(last);
          if (isChanged) logBefore = logLast;
          last = found;
          logLast = Math.log(found);
        }
        if (isPast) {
          if (count === 0) logFirst = logLast;
          sum += logLast - logFirst;
          count += 1;
        }
      }
      this.#logPrice[place] = logLast;
      this.#logBefore[place] = logBefore;
      this.#isKnown[place] = isKnown ? 1 : 0;
      this.#isChanged[place] = isChanged ? 1 : 0;
    }
    this.#logItem = logFirst + sum / count;
    this.#logGroup = logGroup;
  }

  /**
   * Writes the channels of `count` periods to `into`, to `at` and every `stride` places behind it. `ahead` is where the
   * first of them stands: 1 the first period after the cutoff, 0 the cutoff, -1 the one before.
   */
  copyRows(ahead: number, count: number, into: Float32Array, { at, stride }: Rows): void {
    const first = this.#window - 1 + ahead;
    for (let channel = 0; channel < this.width; channel += 1) {
      const feature = this.#features[channel - 1] ?? 'known';
      for (let nth = 0; nth < count; nth += 1) {
        const place = first + nth;
        into[at + channel + nth * stride] = place < 0 ? 0 : this.#channel(feature, place);
      }
    }
  }

  #channel(feature: PriceFeature | 'known', place: number): number {
    switch (feature) {
      case 'known':
        return this.#isKnown[place]!;
      case 'relative-to-item':
        return difference(this.#logPrice[place]!, this.#logItem);
      case 'relative-to-group':
        return difference(this.#logPrice[place]!, this.#logGroup);
      case 'last-change':
        return difference(this.#logPrice[place]!, this.#logBefore[place]!);
      case 'changed':
        return this.#isChanged[place]!;
    }
  }
}

const none = new Float64Array(0);

/** 0, "as usual", where one of the two is not known. */
function difference(one: number, other: number): number {
  const found = one - other;
  return Number.isNaN(found) ? 0 : found;
}
