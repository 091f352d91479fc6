import type { Series } from '#core/series';

/** Values by series and period as they are read, in any order, held densely. */
export class DemandTable {
  readonly #series = new Map<string, DenseValues>();

  /** Stores a value; NaN = known to be unknown. False where the series has one of that period already. */
  add(key: string, period: number, value: number): boolean {
    let values = this.#series.get(key);
    if (values === undefined) {
      values = new DenseValues(period);
      this.#series.set(key, values);
    }
    return values.add(period, value);
  }

  /** The series in the order in which they first appeared. Periods without a value are NaN. */
  series(): ReadonlyMap<string, Series> {
    return new Map([...this.#series].map(([key, values]) => [key, values.series(key)]));
  }
}

/** Room for growing at either end. */
class DenseValues {
  #start: number;
  #end: number;
  #first: number;
  #values = new Float64Array(32).fill(Number.NaN);

  constructor(period: number) {
    this.#first = period;
    this.#start = period;
    this.#end = period;
  }

  add(period: number, value: number): boolean {
    this.#makeRoom(period);
    const index = period - this.#first;
    if (!Number.isNaN(this.#values[index]!)) return false;
    this.#values[index] = value;
    this.#start = Math.min(this.#start, period);
    this.#end = Math.max(this.#end, period + 1);
    return true;
  }

  series(key: string): Series {
    const values = this.#values.slice(this.#start - this.#first, this.#end - this.#first);
    return { key, start: this.#start, values };
  }

  #makeRoom(period: number): void {
    const before = Math.max(0, this.#first - period);
    const after = Math.max(0, period - this.#first + 1 - this.#values.length);
    if (before === 0 && after === 0) return;
    const room = this.#values.length;
    const grown = new Float64Array(room + (before + after > room ? before + after : room));
    const shift = before > 0 ? grown.length - room : 0;
    grown.fill(Number.NaN).set(this.#values, shift);
    this.#values = grown;
    this.#first -= shift;
  }
}
