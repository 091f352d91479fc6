import type { Calendar } from '../calendar/index.ts';
import type { Hierarchy } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';

/** What drift is looked for in. */
export interface DriftData {
  readonly calendar: Calendar;
  /** Levels of segments; one of single items is left out, they have rules of their own. */
  readonly hierarchy: Hierarchy;
  /** Demand under the dataset's missing-value policy, in the order of the hierarchy. */
  readonly items: readonly Series[];
  /** Prices in the same order, NaN where not on sale, empty where none are known; null where the dataset has none. */
  readonly prices: readonly Series[] | null;
}
