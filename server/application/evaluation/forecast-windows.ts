import type { ForecastFile, ForecastRun } from './read-forecasts.ts';

/** The forecasts that were made at one cutoff. */
export interface ForecastWindow {
  /** The last period that the forecasts could see. */
  readonly cutoff: number;
  /** The first period that is forecast. */
  readonly from: number;
  /** Periods from the first to the last that is forecast. */
  readonly horizon: number;
  readonly runs: readonly ForecastRun[];
}

/**
 * Splits a file by cutoff, in the order of time. Without a cutoff column all forecasts are one window, whose cutoff is the
 * period before the first of them.
 */
export function forecastWindows({ runs }: ForecastFile): readonly ForecastWindow[] {
  const byCutoff = new Map<number | null, ForecastRun[]>();
  for (const run of runs) {
    if (run.periods.length === 0) continue;
    const own = byCutoff.get(run.cutoff) ?? [];
    own.push(run);
    byCutoff.set(run.cutoff, own);
  }
  return [...byCutoff]
    .map(([cutoff, own]) => {
      const from = own.reduce((least, { periods }) => Math.min(least, periods[0]!), Infinity);
      const last = own.reduce((most, { periods }) => Math.max(most, periods.at(-1)!), -Infinity);
      return { cutoff: cutoff ?? from - 1, from, horizon: last - from + 1, runs: own };
    })
    .sort((one, other) => one.cutoff - other.cutoff);
}
