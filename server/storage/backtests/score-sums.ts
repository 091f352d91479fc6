import type { IntervalTally, LevelResult } from '#core/backtest';

import type { BacktestScore } from '../generated/client.ts';
import { encodeFloat64Array } from '../copy/encode-array.ts';

/** What scores follow from: sums by lead time, and tallies of intervals. */
type Sums = Pick<LevelResult, 'leads' | 'intervals'>;

/** The columns that keep sums, in every table that does. */
type SumRow = Omit<
  BacktestScore,
  'unitId' | 'rank' | 'level' | 'series' | 'unscaled' | 'wrmsse' | 'wspl' | 'rmsse'
>;

/** The columns of sums, in the order of `sumValues`. */
export const sumColumns = `count, actual, absolute_actual, error, absolute_error, squared_error,
     median_absolute_error, baseline_absolute_error,
     interval_nominal, interval_count, interval_inside, interval_shared, interval_width`;

export function sumValues({ leads, intervals }: Sums): readonly unknown[] {
  return [
    ...[
      leads.count,
      leads.actual,
      leads.absoluteActual,
      leads.error,
      leads.absoluteError,
      leads.squaredError,
      leads.medianAbsoluteError,
      leads.baselineAbsoluteError,
    ].map(encodeFloat64Array),
    intervals.map(({ nominal }) => nominal),
    intervals.map(({ count }) => count),
    intervals.map(({ inside }) => inside),
    // All or none: a list in the database has no nulls.
    intervals.flatMap(({ shared }) => shared ?? []),
    intervals.map(({ width }) => width),
  ];
}

export function sumsFromRow(row: SumRow): Sums {
  const intervals = row.intervalNominal.map((nominal, place): IntervalTally => ({
    nominal,
    count: row.intervalCount[place]!,
    inside: row.intervalInside[place]!,
    shared: row.intervalShared[place] ?? null,
    width: row.intervalWidth[place]!,
  }));
  return {
    leads: {
      count: Float64Array.from(row.count),
      actual: Float64Array.from(row.actual),
      absoluteActual: Float64Array.from(row.absoluteActual),
      error: Float64Array.from(row.error),
      absoluteError: Float64Array.from(row.absoluteError),
      squaredError: Float64Array.from(row.squaredError),
      medianAbsoluteError: Float64Array.from(row.medianAbsoluteError),
      baselineAbsoluteError: Float64Array.from(row.baselineAbsoluteError),
    },
    intervals,
  };
}
