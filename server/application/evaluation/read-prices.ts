import { ForecastError } from '#core/errors';
import { m5WeightPeriods, unitSales } from '#core/evaluation';
import type { Series } from '#core/series';

import type { EvaluationCommand } from './evaluation-command.ts';
import { incomplete } from './incomplete.ts';
import { withoutPhase } from './m5-wide.ts';
import { periodIn } from './period-in.ts';
import { PriceWindow } from './price-window.ts';
import { openTable, type ReadControl, readTable, type Table } from './read-table.ts';
import { readWeeklyPrices } from './read-weekly-prices.ts';
import type { ScoredLevels } from './scored-levels.ts';

/**
 * Reads the file of prices that the command names, for the weights before each of the cutoffs: `item_id,date,price`, or M5's
 * layouts by week with its calendar. null where it names none.
 * @throws ForecastError INVALID_INPUT where prices and the other files do not go together; FILE_UNREADABLE, COLUMN_MISSING
 * or BAD_ROWS; SCORES_INCOMPLETE for an item that sold before a cutoff and has no price by then.
 */
export async function readPrices(
  command: EvaluationCommand,
  scored: ScoredLevels,
  cutoffs: readonly number[],
  control: ReadControl,
): Promise<ReadonlyMap<string, Series> | null> {
  const { prices: path, weights, calendar = null } = command;
  if (path == null) {
    if (calendar !== null) throw unfit('calendar', 'a calendar is read with --prices alone');
    return null;
  }
  if (weights != null) {
    throw unfit('prices', 'weights and prices both say what the series weigh; give one of them');
  }
  if (scored.source === 'sums') {
    throw unfit('prices', 'prices are of items, the actuals are summed by level; give weights');
  }
  const table = await openTable(path, control);
  const span = {
    from: cutoffs.reduce((least, cutoff) => Math.min(least, cutoff), Infinity) - m5WeightPeriods,
    to: cutoffs.reduce((most, cutoff) => Math.max(most, cutoff), -Infinity),
  };
  const window = new PriceWindow(span.from <= span.to ? span : { from: 0, to: 0 });
  if (table.columns.includes('sell_price')) {
    await readWeeklyPrices(table, calendar, window, control);
  } else {
    await readDatedPrices(table, command, window, control);
  }
  const found = window.series();
  const prices = new Map(
    scored.hierarchy.items.flatMap((item) => {
      const own = found.get(item) ?? found.get(withoutPhase(item));
      return own === undefined ? [] : [[item, own] as const];
    }),
  );
  for (const cutoff of cutoffs) refuseUnpriced(scored, prices, cutoff, table.content.name);
  return prices;
}

async function readDatedPrices(
  table: Table,
  { frequency, weekStartsOn }: EvaluationCommand,
  window: PriceWindow,
  control: ReadControl,
): Promise<void> {
  const calendar = { frequency, weekStartsOn };
  await readTable(table, ['item_id', 'date', 'price'], control, (row) => {
    const period = periodIn(calendar, row, 'date');
    const price = row.number('price', 'optional');
    if (period === null || price === null) return;
    if (price < 0) row.refuse('price', 'a price of at least 0');
    else if (!window.add(row.text('item_id'), period, price)) {
      row.refuse('date', 'one price per item and date');
    }
  });
}

/** A series that sold without a price would weigh nothing, and all others too much. */
function refuseUnpriced(
  { hierarchy, series }: ScoredLevels,
  prices: ReadonlyMap<string, Series>,
  cutoff: number,
  file: string,
): void {
  const units = unitSales(series, cutoff, m5WeightPeriods);
  const missing = hierarchy.items.filter((item, place) => {
    const own = prices.get(item);
    const known = own?.values.subarray(0, cutoff - own.start + 1).some((price) => price >= 0);
    return units[place]! > 0 && known !== true;
  });
  if (missing.length === 0) return;
  throw incomplete(
    'prices',
    missing,
    `The prices do not match: ${file} has none, up to the cutoff, for ${missing.length} of ${hierarchy.items.length} items that sold in the ${m5WeightPeriods} periods before it, namely`,
    'Add them, or give --weights.',
  );
}

function unfit(path: string, message: string): ForecastError<'INVALID_INPUT'> {
  return new ForecastError('INVALID_INPUT', `The files do not go together: ${message}.`, {
    issues: [{ path, message }],
  });
}
