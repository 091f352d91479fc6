import { type Calendar, periodOf } from '#core/calendar';
import { isForecastError } from '#core/errors';

import type { IngestDemandCommand } from './demand-command.ts';
import type { ItemAttributes } from './ports.ts';
import type { UserError } from './user-errors.ts';

/** Values and prices of one item from period `start` on, NaN = nothing said. */
export interface DemandUpdate {
  readonly item: ItemAttributes;
  readonly start: number;
  readonly values: Float32Array;
  readonly prices: Float32Array;
}

/** Dates the updates; a date that cannot be read and two updates for one period are refused. */
export function readUpdates(
  calendar: Calendar,
  updates: IngestDemandCommand['updates'],
): { readonly updates: readonly DemandUpdate[]; readonly userErrors: readonly UserError[] } {
  const read: DemandUpdate[] = [];
  const userErrors: UserError[] = [];
  const ends = new Map<
    string,
    { readonly start: number; readonly end: number; readonly index: number }[]
  >();
  for (const [index, update] of updates.entries()) {
    const field = ['updates', String(index), 'start'];
    const start = startOf(calendar, update.start);
    if (typeof start === 'string') {
      userErrors.push({ field, message: start, code: 'INVALID_DATE' });
      continue;
    }
    const end = start + Math.max(update.values.length, update.prices?.length ?? 0);
    const ranges = ends.get(update.item) ?? [];
    const other = ranges.find((range) => start < range.end && range.start < end);
    if (other !== undefined) {
      const message = `The periods overlap those of updates.${other.index}. Say each period of an item once.`;
      userErrors.push({ field, message, code: 'INVALID_INPUT' });
    }
    ends.set(update.item, [...ranges, { start, end, index }]);
    const { item: key, attributes, values, prices = [] } = update;
    read.push({
      item: { key, ...given(attributes ?? {}) },
      start,
      values: Float32Array.from(values, nullToNaN),
      prices: Float32Array.from(prices, nullToNaN),
    });
  }
  return { updates: read, userErrors };
}

/** The period of a date, or what is wrong with it. */
function startOf(calendar: Calendar, text: string): number | string {
  try {
    return periodOf(calendar, text);
  } catch (error) {
    if (!isForecastError(error, 'INVALID_DATE')) throw error;
    return error.message;
  }
}

function nullToNaN(value: number | null): number {
  return value ?? Number.NaN;
}

/** Without the attributes that are left open. */
function given(
  attributes: NonNullable<IngestDemandCommand['updates'][number]['attributes']>,
): Omit<ItemAttributes, 'key'> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
