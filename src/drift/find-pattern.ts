import { type Calendar, dateOf } from '../calendar/index.ts';
import type { DriftFinding } from './drift-finding.ts';
import type { PatternRule } from './drift-thresholds.ts';
import type { Segment } from './segment.ts';
import { startOfWeek, testWeeks, type WeekGrid } from './week-grid.ts';
import { weekdayPattern } from './weekday-pattern.ts';

/** Demand by the periods of the grid. */
interface DailyDemand {
  readonly own: Float64Array;
  /** That of the surroundings; null where there are none. */
  readonly others: Float64Array | null;
}

/** The finding on the weekly pattern of one segment of days, or none. */
export function findPattern(
  { level, name }: Segment,
  { own, others }: DailyDemand,
  rule: PatternRule,
  { grid, calendar }: { readonly grid: WeekGrid; readonly calendar: Calendar },
): readonly DriftFinding[] {
  const change = calendar.frequency === 'daily' ? weekdayPattern(own, others, rule) : null;
  if (change === null) return [];
  const { effect, threshold } = change;
  const since = startOfWeek(grid, grid.weeks - testWeeks);
  const size = `${Math.abs(100 * effect).toFixed(0)} % ${effect < 0 ? 'less' : 'more'}`;
  return [
    {
      kind: 'WEEKDAY_PATTERN',
      level,
      segment: name,
      since,
      direction: effect < 0 ? 'down' : 'up',
      effect,
      threshold,
      detail: `In the weeks since ${dateOf(calendar, since)} the days of the week stand out ${size} than before${effect < -1 ? ', and the other way round' : ''}.`,
    },
  ];
}
