import { radixSort } from '../math/index.ts';
import { errorSpread } from './error-spread.ts';
import type { IntervalMethod } from './interval-kinds.ts';
import { errorsPerLead, leadsPerGroup } from './past-cutoffs.ts';

/** Fewer errors than this in one group of lead times, and its errors are pooled with those of every other. */
export const enoughErrors = 20;

/** Errors that a group can hold. */
const room = errorsPerLead * leadsPerGroup;

/** A reusable table of the errors of past forecasts of one series. Lead time h + 1 is index h. */
export class PastErrors {
  readonly horizon: number;
  readonly method: IntervalMethod;
  readonly #errors: Float64Array;
  readonly #counts: Int32Array;
  /** 1 where the errors of a group are in order. */
  readonly #ordered: Uint8Array;
  /** The errors of each group, as views that are made anew only when their number changes. */
  readonly #views: (Float64Array | undefined)[];
  #pool: Float64Array | null = null;
  #meanDemand = 0;

  constructor(horizon: number, method: IntervalMethod) {
    const groups = Math.ceil(horizon / leadsPerGroup);
    this.horizon = horizon;
    this.method = method;
    this.#errors = new Float64Array(groups * room);
    this.#counts = new Int32Array(groups);
    this.#ordered = new Uint8Array(groups);
    this.#views = new Array<Float64Array | undefined>(groups).fill(undefined);
  }

  /** Forgets everything and turns to a series whose demand has this mean size. */
  begin(meanDemand: number): void {
    this.#counts.fill(0);
    this.#ordered.fill(0);
    this.#pool = null;
    this.#meanDemand = meanDemand;
  }

  /** The unit in which errors of a forecast of this size are kept. */
  unit(forecast: number): number {
    return this.method.scaled ? errorSpread(forecast, this.#meanDemand) : 1;
  }

  /**
   * Adds the errors of a forecast at indices `fromLead` .. `toLead - 1`, whose actual demand is `actual[at + lead]`; an
   * unknown (NaN) one counts for nothing. At most `errorsPerLead` of each lead, and none after `sorted` until `begin`.
   */
  record(
    forecast: Float64Array,
    { fromLead, toLead }: { readonly fromLead: number; readonly toLead: number },
    actual: Float64Array,
    at: number,
  ): void {
    const errors = this.#errors;
    const { absolute, scaled } = this.method;
    const meanDemand = this.#meanDemand;
    for (let from = fromLead; from < toLead;) {
      const group = groupOf(from);
      const until = Math.min(toLead, (group + 1) * leadsPerGroup);
      let next = group * room + this.#counts[group]!;
      for (let lead = from; lead < until; lead += 1) {
        const point = forecast[lead]!;
        const error = actual[at + lead]! - point;
        if (Number.isNaN(error)) continue;
        // Units that are computed for nothing, where many lead times are forecast alike, cost less than to look.
        const unit = scaled ? errorSpread(point, meanDemand) : 1;
        // Without any demand there is no error either.
        const kept = unit === 0 ? 0 : error / unit;
        errors[next] = absolute ? Math.abs(kept) : kept;
        next += 1;
      }
      this.#counts[group] = next - group * room;
      from = until;
    }
  }

  /**
   * The errors that tell about index `lead`, ascending: those of its group of lead times, or of all where these are fewer
   * than `enoughErrors`. A view that is valid until the next `begin`; the same for the lead times of a group.
   */
  sorted(lead: number): Float64Array {
    const group = groupOf(lead);
    const count = this.#counts[group]!;
    if (count < enoughErrors) return (this.#pool ??= this.#pooled());
    let own = this.#views[group];
    if (own?.length !== count) {
      own = this.#errors.subarray(group * room, group * room + count);
      this.#views[group] = own;
    }
    if (this.#ordered[group] === 1) return own;
    this.#ordered[group] = 1;
    radixSort(own);
    return own;
  }

  #pooled(): Float64Array {
    let total = 0;
    for (const count of this.#counts) total += count;
    const pool = new Float64Array(total);
    let filled = 0;
    for (let group = 0; group < this.#counts.length; group += 1) {
      const from = group * room;
      pool.set(this.#errors.subarray(from, from + this.#counts[group]!), filled);
      filled += this.#counts[group]!;
    }
    return pool.sort();
  }
}

/** Index of the group of lead times that has the errors of index `lead`. */
function groupOf(lead: number): number {
  return Math.floor(lead / leadsPerGroup);
}
