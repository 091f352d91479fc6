import type { DatasetSnapshot } from './catalog.ts';

/** Demand of one item at consecutive periods. `demand[i]` belongs to `dates[i]`; NaN = unknown. */
export interface History {
  readonly itemId: number;
  readonly snapshot: DatasetSnapshot;
  /** First and last period of the answer; `toPeriod < fromPeriod` where it is empty. */
  readonly fromPeriod: number;
  readonly toPeriod: number;
  /** ISO starts of the periods. */
  readonly dates: readonly string[];
  readonly demand: Float64Array;
}
