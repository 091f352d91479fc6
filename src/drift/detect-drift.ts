import { type Series, sliceSeries } from '../series/index.ts';
import { dampedItems } from './damped-items.ts';
import type { DriftData } from './drift-data.ts';
import type { DriftFinding, DriftKind } from './drift-finding.ts';
import type { DriftReport } from './drift-report.ts';
import { type DriftThresholds, driftThresholds } from './drift-thresholds.ts';
import { findItems } from './find-items.ts';
import { findPattern } from './find-pattern.ts';
import { findSilent } from './find-silent.ts';
import { leastWeeksForShift } from './seasonal-shift.ts';
import { WeeklyFigures } from './weekly-figures.ts';
import { segmentShifts } from './segment-shifts.ts';
import { type Segment, segmentsByLevel } from './segment.ts';
import { sumRows, withoutRow } from './sum-rows.ts';
import { seasonWeeks, type WeekGrid, weekGrid } from './week-grid.ts';
import { leastWeeksForPattern } from './weekday-pattern.ts';
import { weeklyDemand } from './weekly-demand.ts';

/** Findings on items that a report holds. */
const mostItems = 200;

/**
 * Looks for what has changed in a dataset by the end of period `last`; nothing after it is looked at. Segments are compared with
 * their surroundings and with the same season of the year before; items are looked at for silence and growth alone, since
 * nothing else of them can be told from noise.
 * @throws ForecastError INVALID_INPUT for a calendar of months.
 */
export function detectDrift(
  data: DriftData,
  last: number,
  thresholds: DriftThresholds = driftThresholds,
): DriftReport {
  const visible = visibleData(data, last);
  const { calendar, hierarchy, items, prices } = visible;
  const grid = weekGrid(items, calendar.frequency, last);
  const sold = weeklyDemand(hierarchy, items, grid).periods;
  const damped = weeklyDemand(hierarchy, dampedItems(items, grid), grid);
  const figures = new WeeklyFigures(visible, damped.weekly, grid);
  const check = { figures, sold, damped: damped.periods, grid, calendar, thresholds };
  const levels = segmentsByLevel(hierarchy).map((segments) => ({
    segments,
    findings: levelFindings(segments, check),
  }));
  const ofItems = findItems(items, { last, calendar, thresholds });
  return {
    checkedThrough: last,
    isSeasonKnown: grid.weeks >= seasonWeeks,
    judged: judgedKinds(grid, calendar.frequency === 'daily', prices !== null),
    levels: levels.map(({ segments, findings }) => ({
      level: segments[0]?.level ?? '',
      segments: segments.length,
      drifted: new Set(findings.map(({ segment }) => segment)).size,
    })),
    findings: [...levels.flatMap(({ findings }) => findings), ...ofItems.slice(0, mostItems)],
    omittedItems: Math.max(0, ofItems.length - mostItems),
  };
}

interface LevelCheck {
  readonly figures: WeeklyFigures;
  /** Demand of each row on the periods of the grid. */
  readonly sold: readonly Float64Array[];
  /** The same of damped items. */
  readonly damped: readonly Float64Array[];
  readonly grid: WeekGrid;
  readonly calendar: DriftData['calendar'];
  readonly thresholds: DriftThresholds;
}

/** Findings on the segments of one level. Dead ones have that alone, and are no surroundings of the others. */
function levelFindings(
  segments: readonly Segment[],
  { figures, sold, damped, grid, calendar, thresholds }: LevelCheck,
): readonly DriftFinding[] {
  const silent = segments.map(({ level, name, row }) =>
    findSilent(
      { level, name, demand: sold[row]!, last: grid.last, calendar },
      thresholds.deadSegment,
    ),
  );
  const alive = segments.filter((_, place) => silent[place] === null);
  const rows = alive.map(({ row }) => row);
  const whole = rows.length > 1 ? figures.sum(rows) : null;
  const wholeDays = rows.length > 1 ? sumRows(rows.map((row) => damped[row]!)) : null;
  return segments.flatMap((segment, place) => {
    const dead = silent[place];
    if (dead !== null && dead !== undefined) return [dead];
    const own = damped[segment.row]!;
    const others = wholeDays === null ? null : withoutRow(wholeDays, own);
    return [
      ...segmentShifts(segment, figures.of(segment.row, whole), thresholds, { grid, calendar }),
      ...findPattern(segment, { own, others }, thresholds.pattern, { grid, calendar }),
    ];
  });
}

/** What is known by the end of `last`. */
function visibleData(data: DriftData, last: number): DriftData {
  const cut = (series: readonly Series[]) => series.map((one) => sliceSeries(one, one.start, last));
  return {
    ...data,
    items: cut(data.items),
    prices: data.prices === null ? null : cut(data.prices),
  };
}

function judgedKinds(
  { weeks }: WeekGrid,
  hasDays: boolean,
  hasPrices: boolean,
): readonly DriftKind[] {
  const shifts = weeks >= leastWeeksForShift;
  return [
    'DEAD_SEGMENT',
    ...(shifts ? (['LEVEL_SHIFT', 'ZERO_SHARE', 'LISTING'] as const) : []),
    ...(shifts && hasPrices ? (['PRICE_SHOCK'] as const) : []),
    ...(hasDays && weeks >= leastWeeksForPattern ? (['WEEKDAY_PATTERN'] as const) : []),
    'RAMPING_ITEM',
  ];
}
