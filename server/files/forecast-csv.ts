import { csvLine } from './csv-line.ts';

/** A forecast as files have it; lead time h + 1 is index h of every list. */
export interface ForecastRows {
  readonly key: string;
  readonly dates: readonly string[];
  readonly mean: Float64Array;
  readonly median: Float64Array;
  /** Level by level. */
  readonly quantiles: readonly Float64Array[];
  readonly cutoff: string;
  readonly modelVersion: string;
}

/** The columns of forecasts in files, which `evaluate` reads. */
export function forecastColumns(quantileLevels: readonly number[]): readonly string[] {
  const levels = quantileLevels.map((level) => `q${level}`);
  return ['item_id', 'date', 'mean', 'median', ...levels, 'cutoff', 'model'];
}

/** One line per item and date. */
export function forecastCsvLines(forecast: ForecastRows): string {
  const { key, dates, mean, median, quantiles, cutoff, modelVersion } = forecast;
  return dates
    .map((date, lead) => {
      const levels = quantiles.map((values) => values[lead]!);
      return csvLine([key, date, mean[lead]!, median[lead]!, ...levels, cutoff, modelVersion]);
    })
    .join('');
}
