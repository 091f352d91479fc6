import type { Patch } from '../../application/ingestion/ports.ts';

/** What the patches of one ingestion bring, counted while they pass. */
export class PatchTally {
  readonly #items = new Set<number>();
  #values = 0;
  #firstPeriod: number | null = null;
  #lastPeriod: number | null = null;

  /** Known demand values. */
  get values(): number {
    return this.#values;
  }

  /** Items with demand or prices. */
  get items(): number {
    return this.#items.size;
  }

  /** First and last period with a known demand; null where there is none. */
  get firstPeriod(): number | null {
    return this.#firstPeriod;
  }
  get lastPeriod(): number | null {
    return this.#lastPeriod;
  }

  addPrices({ itemId }: Patch): void {
    this.#items.add(itemId);
  }

  addDemand({ itemId, startPeriod, values }: Patch): void {
    this.#items.add(itemId);
    let known = 0;
    let first = -1;
    let last = -1;
    for (let index = 0; index < values.length; index += 1) {
      if (Number.isNaN(values[index])) continue;
      if (known === 0) first = index;
      last = index;
      known += 1;
    }
    if (known === 0) return;
    this.#values += known;
    this.#firstPeriod = Math.min(this.#firstPeriod ?? Infinity, startPeriod + first);
    this.#lastPeriod = Math.max(this.#lastPeriod ?? -Infinity, startPeriod + last);
  }
}
