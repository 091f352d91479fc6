/**
 * Mean with weights that need not sum to 1, as a running sum. What has no weight does not count, even where it is
 * undefined; an undefined (null) value with a weight is left out and counted.
 */
export class WeightedMean {
  #total = 0;
  #weight = 0;
  #undefined = 0;

  add(value: number | null, weight: number): void {
    if (!(weight > 0)) return;
    if (value === null) {
      this.#undefined += 1;
      return;
    }
    this.#total += weight * value;
    this.#weight += weight;
  }

  /** null where nothing with a weight was defined. */
  get value(): number | null {
    return this.#weight === 0 ? null : this.#total / this.#weight;
  }

  /** Values with a weight that were undefined. */
  get undefinedCount(): number {
    return this.#undefined;
  }
}
