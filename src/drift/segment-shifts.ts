import { type Calendar, dateOf } from '../calendar/index.ts';
import type { DriftFinding, DriftKind } from './drift-finding.ts';
import type { DriftThresholds, ShiftRule } from './drift-thresholds.ts';
import { seasonalShift } from './seasonal-shift.ts';
import type { Segment } from './segment.ts';
import { startOfWeek, type WeekGrid } from './week-grid.ts';

/** The weekly figures of one segment, as `seasonalShift` wants them; null where there are none. */
export interface SegmentFigures {
  readonly level: Float64Array;
  readonly zeroShare: Float64Array;
  readonly listing: Float64Array;
  readonly price: Float64Array | null;
}

interface Figure {
  readonly kind: DriftKind;
  readonly name: keyof SegmentFigures;
  /** Turns a size of the figure into that of the finding. */
  readonly effectOf: (change: number) => number;
  readonly tell: (effect: number) => string;
}

const relative = (change: number): number => Math.expm1(change);
const same = (change: number): number => change;
const percent = (share: number): string => `${Math.abs(100 * share).toFixed(0)} %`;

const figures: readonly Figure[] = [
  {
    kind: 'LEVEL_SHIFT',
    name: 'level',
    effectOf: relative,
    tell: (effect) =>
      `Demand is ${percent(effect)} ${effect > 0 ? 'above' : 'below'} what the weeks before, the other segments and the season lead to`,
  },
  {
    kind: 'ZERO_SHARE',
    name: 'zeroShare',
    effectOf: same,
    tell: (effect) =>
      `Items on sale sell nothing on ${percent(effect)} ${effect > 0 ? 'more' : 'fewer'} of their days than before, other segments and the season taken away`,
  },
  {
    kind: 'PRICE_SHOCK',
    name: 'price',
    effectOf: relative,
    tell: (effect) => `The same items cost ${percent(effect)} ${effect > 0 ? 'more' : 'less'}`,
  },
  {
    kind: 'LISTING',
    name: 'listing',
    effectOf: relative,
    tell: (effect) =>
      `${percent(effect)} ${effect > 0 ? 'more' : 'fewer'} items are on sale than before`,
  },
];

/** The findings on the weekly figures of one segment. */
export function segmentShifts(
  { level, name, siblings }: Segment,
  values: SegmentFigures,
  thresholds: DriftThresholds,
  { grid, calendar }: { readonly grid: WeekGrid; readonly calendar: Calendar },
): readonly DriftFinding[] {
  return figures.flatMap(({ kind, name: figure, effectOf, tell }) => {
    const series = values[figure];
    const rule: ShiftRule = thresholds[figure];
    const shift = series === null ? null : seasonalShift(series, rule, siblings);
    if (shift === null) return [];
    const effect = effectOf(shift.effect);
    const since = startOfWeek(grid, grid.weeks - shift.weeks);
    return {
      kind,
      level,
      segment: name,
      since,
      direction: shift.effect > 0 ? 'up' : 'down',
      effect,
      threshold: effectOf(Math.sign(shift.effect) * rule.effect),
      detail: `${tell(effect)}, since ${dateOf(calendar, since)}.`,
    };
  });
}
