import { calendarChannelNames, writeCalendarChannels } from './calendar-channels.ts';
import type { FittedFeatures } from './fitted-features.ts';

/** Periods per block: a request needs two or three, a training all of them once. */
export const blockPeriods = 64;

/** Calendar channels by period, made when they are first asked for: they depend on nothing else, and dates are dear. */
export class CalendarRows {
  /** Channels per row. */
  readonly width: number;
  readonly #fitted: Pick<FittedFeatures, 'spec' | 'calendar'>;
  readonly #blocks = new Map<number, Float32Array>();

  constructor(fitted: Pick<FittedFeatures, 'spec' | 'calendar'>) {
    this.#fitted = fitted;
    this.width = calendarChannelNames(fitted.spec.calendar).length;
  }

  /** Rows of the periods from `number` × `blockPeriods` on. */
  block(number: number): Float32Array {
    const known = this.#blocks.get(number);
    if (known !== undefined) return known;
    const { spec, calendar } = this.#fitted;
    const values = new Float32Array(blockPeriods * this.width);
    for (let nth = 0; this.width > 0 && nth < blockPeriods; nth += 1) {
      const period = number * blockPeriods + nth;
      writeCalendarChannels(spec.calendar, calendar, period, { values, offset: nth * this.width });
    }
    this.#blocks.set(number, values);
    return values;
  }
}
