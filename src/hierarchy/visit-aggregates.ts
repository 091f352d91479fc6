import { ForecastError } from '../errors/index.ts';
import type { Series } from '../series/index.ts';
import { groupsAbove } from './groups-above.ts';
import type { Hierarchy, HierarchyLevel } from './hierarchy.ts';
import { membersOf } from './members.ts';

/** Consecutive periods: `from` .. `from + length - 1`. */
export interface Span {
  readonly from: number;
  readonly length: number;
}

/** Values of a level that may be kept, so that coarser levels are summed from it instead of from all items. */
const keptValues = 4_000_000;

/**
 * Sums series over every group of every level, one group at a time in bounded memory, in any order of rows. `visit`
 * receives the row and its values, in a buffer that the next group overwrites. Before its first value an item was not
 * listed and adds nothing; an unknown value, or one after its end, adds nothing either, and a sum is unknown (NaN) where
 * all its items are.
 * @throws ForecastError INVALID_INPUT when the series are not those of the hierarchy in its order.
 */
export function visitAggregates(
  hierarchy: Hierarchy,
  series: readonly Series[],
  span: Span,
  visit: (row: number, values: Float64Array) => void,
): void {
  refuseOtherSeries(hierarchy, series);
  const items: Source = { level: null, series, isWhole: series.map((one) => isWhole(one, span)) };
  let kept: readonly Source[] = [];
  for (const level of hierarchy.levels.toSorted((one, other) => other.count - one.count)) {
    const sums: Series[] = [];
    const keep = level.by !== 'each-item' && level.count * span.length <= keptValues;
    sumLevel(level, sourceFor(level, kept) ?? items, span, (group, values) => {
      visit(level.first + group, values);
      if (keep) sums.push({ key: '', start: span.from, values: values.slice() });
    });
    const source = { level, series: sums, isWhole: sums.map((one) => isWhole(one, span)) };
    if (keep) kept = [source, ...kept];
  }
}

/** Series that levels can be summed from: the items (level null), or the groups of a finer level. */
interface Source {
  readonly level: HierarchyLevel | null;
  readonly series: readonly Series[];
  readonly isWhole: readonly boolean[];
}

/** The coarsest of the levels that were kept, coarsest first, whose groups lie inside of those of `level`. */
function sourceFor(level: HierarchyLevel, kept: readonly Source[]): Source | undefined {
  return kept.find((source) => source.level !== null && groupsAbove(source.level, level) !== null);
}

function sumLevel(
  level: HierarchyLevel,
  source: Source,
  span: Span,
  take: (group: number, values: Float64Array) => void,
): void {
  const above = source.level === null ? null : groupsAbove(source.level, level);
  const { starts, items } = membersOf(above ?? level.groupOf, level.count);
  const buffer = new Float64Array(span.length);
  const unknown = new Int32Array(span.length);
  for (let group = 0; group < level.count; group += 1) {
    const members = items.subarray(starts[group], starts[group + 1]);
    buffer.fill(0);
    let hasGaps = false;
    for (const member of members) {
      if (source.isWhole[member] === true) {
        addWhole(source.series[member]!, span, buffer);
        continue;
      }
      if (!hasGaps) unknown.fill(0);
      hasGaps = true;
      addKnown(source.series[member]!, span, buffer, unknown);
    }
    if (hasGaps) markUnknown(buffer, unknown, members.length);
    take(group, buffer);
  }
}

/** Without unknown values up to the end of the span. */
function isWhole({ start, values }: Series, span: Span): boolean {
  if (start + values.length < span.from + span.length) return false;
  const first = Math.max(0, span.from - start);
  const end = span.from + span.length - start;
  for (let index = first; index < end; index += 1) {
    if (Number.isNaN(values[index]!)) return false;
  }
  return true;
}

function addWhole({ start, values }: Series, span: Span, buffer: Float64Array): void {
  const shift = span.from - start;
  for (let place = Math.max(0, -shift); place < buffer.length; place += 1) {
    buffer[place]! += values[place + shift]!;
  }
}

function addKnown(
  { start, values }: Series,
  span: Span,
  buffer: Float64Array,
  unknown: Int32Array,
): void {
  const shift = span.from - start;
  for (let place = Math.max(0, -shift); place < buffer.length; place += 1) {
    const index = place + shift;
    const value = index < values.length ? values[index]! : Number.NaN;
    if (Number.isNaN(value)) unknown[place]! += 1;
    if (!Number.isNaN(value)) buffer[place]! += value;
  }
}

function markUnknown(buffer: Float64Array, unknown: Int32Array, size: number): void {
  for (let place = 0; place < buffer.length; place += 1) {
    if (unknown[place] === size) buffer[place] = Number.NaN;
  }
}

function refuseOtherSeries(hierarchy: Hierarchy, series: readonly Series[]): void {
  const { items } = hierarchy;
  if (series.length === items.length && series.every(({ key }, item) => key === items[item])) {
    return;
  }
  const at = items.findIndex((key, item) => series[item]?.key !== key);
  const message = `must be the ${items.length} items of the hierarchy in its order; found ${series.length}, at place ${at} ${JSON.stringify(series[at]?.key)} instead of ${JSON.stringify(items[at])}`;
  throw new ForecastError('INVALID_INPUT', `The series ${message}.`, {
    issues: [{ path: 'series', message }],
  });
}
