import type { Calendar } from '#core/calendar';
import type { FitContext } from '#core/models';

/** What travels to a worker thread: the panel flattened into two typed arrays, so that it moves without a copy. */
export interface ForecastTask {
  readonly model: string;
  readonly calendar: Calendar;
  readonly keys: readonly string[];
  /** First period of each series. */
  readonly starts: Int32Array;
  /** Number of values of each series. */
  readonly lengths: Int32Array;
  /** The values of all series, one after the other. */
  readonly values: Float64Array<ArrayBuffer>;
  readonly context: FitContext;
  readonly quantileLevels: readonly number[];
}
