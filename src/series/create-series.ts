import type { Calendar } from '../calendar/index.ts';
import { ForecastError } from '../errors/index.ts';
import type { Panel, Series } from './series.ts';

/**
 * Checks and makes a series. The values are taken over, not copied.
 * @throws ForecastError INVALID_INPUT when the start is no integer or a value is infinite.
 */
export function createSeries(key: string, start: number, values: Float64Array): Series {
  if (!Number.isSafeInteger(start)) {
    throw refusal(key, 'start', `must be a whole period number, found ${start}`);
  }
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (value === Infinity || value === -Infinity) {
      throw refusal(key, `values.${index}`, `must be finite, or NaN for unknown, found ${value}`);
    }
  }
  return { key, start, values };
}

/**
 * Makes a panel of series with distinct keys.
 * @throws ForecastError INVALID_INPUT when two series have one key.
 */
export function createPanel(calendar: Calendar, series: readonly Series[]): Panel {
  const keys = new Set<string>();
  for (const { key } of series) {
    if (keys.has(key)) {
      throw refusal(key, 'key', 'appears twice in one panel; overlay its patches first');
    }
    keys.add(key);
  }
  return { calendar, series };
}

function refusal(key: string, path: string, message: string): ForecastError<'INVALID_INPUT'> {
  return new ForecastError('INVALID_INPUT', `Series ${JSON.stringify(key)}: ${path} ${message}.`, {
    issues: [{ path, message }],
  });
}
