import type { Series } from '../series/index.ts';

const none = new Float64Array(0);

/**
 * The demand that one sample may see, newest first: place i belongs to period cutoff - i. Buffers are filled anew for
 * every sample.
 */
export class VisibleDemand {
  /** NaN where demand is unknown or the item was not on sale: not sold because not listed is no demand of zero. */
  readonly values: Float64Array;
  /** 1 where the item was on sale. */
  readonly listed: Uint8Array;
  /** Periods from the listing to the cutoff; 0 where there was none. */
  age = 0;
  readonly #prices: Float64Array;

  /** `size` periods are seen, the spec's inputSize. */
  constructor(size: number) {
    this.values = new Float64Array(size);
    this.listed = new Uint8Array(size);
    this.#prices = new Float64Array(size);
  }

  /** Reads the periods up to `cutoff`. */
  read(demand: Series, price: Series | null, listing: 'price' | 'demand', cutoff: number): void {
    const { values, listed } = this;
    const prices = this.#prices;
    copyBackwards(demand.values, cutoff - demand.start, values);
    copyBackwards(price?.values ?? none, cutoff - (price?.start ?? 0), prices);
    this.age = periodsSince(values, prices);
    // Never sold in sight: where prices tell a listing there was none, else it is on sale as far as is known.
    if (this.age === 0 && listing === 'demand') {
      this.age = values.findLastIndex((value) => !Number.isNaN(value)) + 1;
    }
    const byPrice = listing === 'price' && prices.some(isPrice);
    for (let back = 0; back < this.age; back += 1) {
      const isListed = !byPrice || isPrice(prices[back]!) || isSale(values[back]!);
      listed[back] = isListed ? 1 : 0;
      if (!isListed) values[back] = Number.NaN;
    }
    listed.fill(0, this.age);
    values.fill(Number.NaN, this.age);
  }
}

/** Periods back to the first sale or price, both included; 0 where there is neither. */
function periodsSince(values: Float64Array, prices: Float64Array): number {
  for (let back = values.length - 1; back >= 0; back -= 1) {
    if (isPrice(prices[back]!) || isSale(values[back]!)) return back + 1;
  }
  return 0;
}

/** Known and not zero. */
export function isSale(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}

function isPrice(value: number): boolean {
  return value > 0;
}

/** `into[i]` = `values[newest - i]`, NaN where there is none. */
function copyBackwards(values: Float64Array, newest: number, into: Float64Array): void {
  const first = Math.min(into.length, Math.max(0, newest - values.length + 1));
  const end = Math.max(first, Math.min(into.length, newest + 1));
  into.fill(Number.NaN, 0, first);
  for (let back = first; back < end; back += 1) into[back] = values[newest - back]!;
  into.fill(Number.NaN, end);
}
