import { ForecastError } from '../errors/index.ts';
import type { Series } from '../series/index.ts';
import type { Hierarchy } from './hierarchy.ts';
import { membersOf } from './members.ts';

/** Consecutive periods: `from` .. `from + length - 1`. */
export interface Span {
  readonly from: number;
  readonly length: number;
}

/**
 * Sums series over every group of every level, one group at a time in constant memory. `visit` receives the row and its
 * values, in a buffer that the next group overwrites. Before its first value an item was not listed and adds nothing;
 * an unknown value, or one after its end, adds nothing either, and a sum is unknown (NaN) where all its items are.
 * @throws ForecastError INVALID_INPUT when the series are not those of the hierarchy in its order.
 */
export function visitAggregates(
  hierarchy: Hierarchy,
  series: readonly Series[],
  span: Span,
  visit: (row: number, values: Float64Array) => void,
): void {
  refuseOtherSeries(hierarchy, series);
  const whole = series.map((one) => isWhole(one, span));
  const buffer = new Float64Array(span.length);
  const unknown = new Int32Array(span.length);
  for (const level of hierarchy.levels) {
    const { starts, items } = membersOf(level);
    for (let group = 0; group < level.count; group += 1) {
      buffer.fill(0);
      const end = starts[group + 1]!;
      let gaps = false;
      for (let place = starts[group]!; place < end; place += 1) {
        const item = items[place]!;
        if (whole[item] === true) {
          addWhole(series[item]!, span, buffer);
        } else {
          if (!gaps) unknown.fill(0);
          gaps = true;
          addKnown(series[item]!, span, buffer, unknown);
        }
      }
      if (gaps) markUnknown(buffer, unknown, level.sizes[group]!);
      visit(level.first + group, buffer);
    }
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
