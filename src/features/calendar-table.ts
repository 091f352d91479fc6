import type { PeriodEvent } from '../covariates/index.ts';
import { calendarChannelNames } from './calendar-channels.ts';
import { blockPeriods, type CalendarRows } from './calendar-rows.ts';
import { eventChannelNames, eventTargets, writeEvent } from './event-channels.ts';
import type { FittedFeatures } from './fitted-features.ts';

/** Where rows are written: the place of the first, and from one to the next. */
export interface Rows {
  readonly at: number;
  readonly stride: number;
}

export function calendarTableNames({ spec, events }: FittedFeatures): readonly string[] {
  return [...calendarChannelNames(spec.calendar), ...eventChannelNames(spec, events)];
}

/**
 * Rows of calendar and event channels for the series of one region, made when they are first asked for. A row depends
 * on its period and the events alone.
 */
export class CalendarTable {
  /** Channels per row. */
  readonly width: number;
  readonly #events: readonly PeriodEvent[];
  readonly #blocks = new Map<number, Float32Array>();
  readonly #targetOf: ReturnType<typeof eventTargets>;
  readonly #calendar: CalendarRows;

  /** `events` are those that apply in the region. */
  constructor(fitted: FittedFeatures, calendar: CalendarRows, events: readonly PeriodEvent[]) {
    this.#calendar = calendar;
    this.#events = events;
    this.#targetOf = eventTargets(fitted.spec, fitted.events);
    this.width = calendarTableNames(fitted).length;
  }

  /** Copies the rows of `count` periods from `first` on to `into`, to `at` and every `stride` places behind it. */
  copyRows(first: number, count: number, into: Float32Array, { at, stride }: Rows): void {
    const { width } = this;
    if (width === 0) return;
    for (let nth = 0; nth < count;) {
      const number = Math.floor((first + nth) / blockPeriods);
      const block = this.#blocks.get(number) ?? this.#makeBlock(number);
      let from = (first + nth - number * blockPeriods) * width;
      for (; from < block.length && nth < count; nth += 1) {
        const to = at + nth * stride;
        for (let channel = 0; channel < width; channel += 1)
          into[to + channel] = block[from + channel]!;
        from += width;
      }
    }
  }

  #makeBlock(number: number): Float32Array {
    const { width } = this;
    const calendar = this.#calendar;
    const first = number * blockPeriods;
    const last = first + blockPeriods - 1;
    const values = new Float32Array(blockPeriods * width);
    const days = calendar.block(number);
    for (let nth = 0; nth < blockPeriods; nth += 1) {
      const row = days.subarray(nth * calendar.width, (nth + 1) * calendar.width);
      values.set(row, nth * width);
    }
    for (const event of this.#events) {
      const target = this.#targetOf(event);
      if (target === null) continue;
      const from = Math.max(first, event.period - target.reach);
      const to = Math.min(last, event.period + target.reach);
      for (let period = from; period <= to; period += 1) {
        const at = (period - first) * width + calendar.width;
        writeEvent(values, at, target, period - event.period);
      }
    }
    this.#blocks.set(number, values);
    return values;
  }
}
