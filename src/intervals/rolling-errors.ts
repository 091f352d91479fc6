import { radixSort } from '../math/index.ts';

/** Errors kept at each lead time: enough for a 1 % quantile. */
export const errorWindow = 104;

/**
 * Distance between the past cutoffs whose errors are kept, where the history is long enough. Spread over a year and a
 * half the same number of errors tells more than packed into three months. 5 has no divisor in common with any season
 * (7, 12, 24, 52), so that every position of the season is met equally often.
 */
export const widestStride = 5;

/** Errors at the wide stride that make it worth while: a year of days. */
const errorsWorthSpreading = 73;

/** The distance between past cutoffs for a history of `length` periods and forecasts up to `horizon`. */
export function cutoffStride(length: number, horizon: number): number {
  return length >= widestStride * errorsWorthSpreading + horizon ? widestStride : 1;
}

/** Fewer errors than this at one lead time, and its errors are pooled with those of every other. */
export const enoughErrors = 20;

/** A reusable table of the signed errors y - forecast of one series. Lead time h + 1 is index h. */
export class RollingErrors {
  readonly horizon: number;
  readonly #errors: Float64Array;
  readonly #counts: Int32Array;
  /** 1 where the errors of a lead time are in order. */
  readonly #ordered: Uint8Array;
  /** The errors of each lead time where there are as many as are kept. */
  readonly #full: readonly Float64Array[];
  #pool: Float64Array | null = null;

  constructor(horizon: number) {
    this.horizon = horizon;
    this.#errors = new Float64Array(horizon * errorWindow);
    this.#counts = new Int32Array(horizon);
    this.#ordered = new Uint8Array(horizon);
    this.#full = Array.from({ length: horizon }, (_, lead) => this.#view(lead, errorWindow));
  }

  clear(): void {
    this.#counts.fill(0);
    this.#ordered.fill(0);
    this.#pool = null;
  }

  /** Adds an error at index `lead`; at most `errorWindow` of each, and none after `sorted` until `clear`. */
  record(lead: number, error: number): void {
    const count = this.#counts[lead]!;
    this.#errors[lead * errorWindow + count] = error;
    this.#counts[lead] = count + 1;
  }

  /**
   * The errors that tell about index `lead`, ascending: its own, or those of all lead times where its own are fewer
   * than `enoughErrors`. A view that is valid until the next `clear`.
   */
  sorted(lead: number): Float64Array {
    const count = this.#counts[lead]!;
    if (count < enoughErrors) return (this.#pool ??= this.#pooled());
    const own = count === errorWindow ? this.#full[lead]! : this.#view(lead, count);
    if (this.#ordered[lead] === 1) return own;
    this.#ordered[lead] = 1;
    radixSort(own);
    return own;
  }

  #view(lead: number, count: number): Float64Array {
    return this.#errors.subarray(lead * errorWindow, lead * errorWindow + count);
  }

  #pooled(): Float64Array {
    let total = 0;
    for (const count of this.#counts) total += count;
    const pool = new Float64Array(total);
    let filled = 0;
    for (let lead = 0; lead < this.horizon; lead += 1) {
      const from = lead * errorWindow;
      pool.set(this.#errors.subarray(from, from + this.#counts[lead]!), filled);
      filled += this.#counts[lead]!;
    }
    return pool.sort();
  }
}
