import type { Calendar } from '../calendar/index.ts';

/**
 * Demand of one item at consecutive periods: `values[i]` belongs to period `start + i`.
 * `NaN` means unknown. Created once and not written after construction.
 */
export interface Series {
  readonly key: string;
  readonly start: number;
  readonly values: Float64Array;
}

/** Many series on one calendar. */
export interface Panel {
  readonly calendar: Calendar;
  readonly series: readonly Series[];
}
