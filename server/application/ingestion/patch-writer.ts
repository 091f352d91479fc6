import type { IngestionSession, Patch } from './ports.ts';

/** Values held before they are copied: 4 MB of demand or price. */
const batchValues = 1_000_000;

/**
 * Gathers patches and copies them in batches, so that memory stays bounded and the connection is free between batches.
 * Unknown values at both ends of a patch are cut off; a patch without a known value is not written.
 */
export class PatchWriter {
  readonly #session: IngestionSession;
  #demand: Patch[] = [];
  #prices: Patch[] = [];
  #held = 0;

  constructor(session: IngestionSession) {
    this.#session = session;
  }

  /** True when `flush` is due. */
  get full(): boolean {
    return this.#held >= batchValues;
  }

  demand(itemId: number, startPeriod: number, values: Float32Array): void {
    this.#hold(this.#demand, itemId, startPeriod, values);
  }

  prices(itemId: number, startPeriod: number, values: Float32Array): void {
    this.#hold(this.#prices, itemId, startPeriod, values);
  }

  /** Copies everything that is held. */
  async flush(): Promise<void> {
    if (this.#demand.length > 0) await this.#session.copyDemand(this.#demand);
    if (this.#prices.length > 0) await this.#session.copyPrices(this.#prices);
    this.#demand = [];
    this.#prices = [];
    this.#held = 0;
  }

  #hold(patches: Patch[], itemId: number, startPeriod: number, values: Float32Array): void {
    const first = values.findIndex((value) => !Number.isNaN(value));
    if (first < 0) return;
    const end = values.findLastIndex((value) => !Number.isNaN(value)) + 1;
    patches.push({ itemId, startPeriod: startPeriod + first, values: values.subarray(first, end) });
    this.#held += end - first;
  }
}
