import { ForecastError } from '#core/errors';
import type { Series } from '#core/series';

import type { EvaluationCommand } from './evaluation-command.ts';
import { forecastWindows } from './forecast-windows.ts';
import { withoutPhase } from './m5-wide.ts';
import type { Actuals, ItemActuals } from './read-actuals.ts';
import type { ForecastFile } from './read-forecasts.ts';
import { readHierarchy } from './read-hierarchy.ts';
import type { ReadControl } from './read-table.ts';
import { levelsOfItems, levelsOfSums, type ScoredLevels } from './scored-levels.ts';

/**
 * Decides which levels are scored, and over which items.
 * @throws ForecastError INVALID_INPUT for files of layouts that do not go together, and what `levelsOfItems` and
 * `levelsOfSums` throw.
 */
export async function chooseLevels(
  command: EvaluationCommand,
  actuals: Actuals,
  forecasts: ForecastFile,
  control: ReadControl,
): Promise<ScoredLevels> {
  const wanted = command.levels ?? null;
  const hierarchy = command.hierarchy ?? null;
  if (actuals.kind === 'levels') {
    if (forecasts.kind === 'items') {
      throw unfit(
        'the actuals are summed by level, the forecasts are of items; give the actuals of the items and a hierarchy',
      );
    }
    if (hierarchy !== null) {
      throw unfit(
        'a hierarchy sums items, but the actuals are summed by level already; leave it out',
      );
    }
    return levelsOfSums(actuals, wanted);
  }
  const attributes = hierarchy === null ? null : await readHierarchy(hierarchy, control);
  const forecastItems = new Set(forecasts.runs.map(({ series }) => itemIn(actuals, series)));
  const known = command.missing === 'zero' ? withZeros(actuals, forecasts, forecastItems) : actuals;
  const isScored = (item: string) =>
    forecasts.kind === 'levels' || command.coverage === 'complete' || forecastItems.has(item);
  return levelsOfItems(known, attributes, wanted, isScored);
}

/** The key under which the actuals know an item of the forecasts. */
function itemIn({ demand }: ItemActuals, series: string): string {
  const bare = withoutPhase(series);
  return !demand.has(series) && demand.has(bare) ? bare : series;
}

/** Demand in which every missing value up to the end of the forecasts is zero. */
function withZeros(
  actuals: ItemActuals,
  forecasts: ForecastFile,
  items: ReadonlySet<string>,
): ItemActuals {
  const windows = forecastWindows(forecasts);
  const from = windows.reduce((least, window) => Math.min(least, window.from), Infinity);
  const end = windows.reduce((most, window) => Math.max(most, window.from + window.horizon), 0);
  const keys = new Set([...actuals.demand.keys(), ...items]);
  const demand = new Map<string, Series>();
  for (const key of keys) {
    const known = actuals.demand.get(key) ?? { key, start: from, values: new Float64Array(0) };
    const values = new Float64Array(Math.max(known.values.length, end - known.start));
    known.values.forEach((value, at) => {
      if (!Number.isNaN(value)) values[at] = value;
    });
    demand.set(key, { key, start: known.start, values });
  }
  return { ...actuals, demand };
}

function unfit(message: string): ForecastError<'INVALID_INPUT'> {
  return new ForecastError('INVALID_INPUT', `The files do not go together: ${message}.`, {
    issues: [],
  });
}
