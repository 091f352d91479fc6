import { type BacktestWindow, demandUnderPolicy } from '#core/backtest';
import { ForecastError } from '#core/errors';
import { dollarSales, m5WeightPeriods, unitSales } from '#core/evaluation';
import { type PackedSeries, type Series, type StepSeries, stepsOf } from '#core/series';

import type { Dataset, DatasetSnapshot, Item, SeriesReader } from '../catalog/index.ts';
import type { OnProgress } from '../telemetry.ts';
import { SharedBlocks } from '../shared-series.ts';

/** Items per statement: a few megabytes of values. */
const chunkSize = 500;
/** 2 GiB of shared memory at most; half of it where all are single precision. */
const mostValues = 2 ** 28;

/** The demand of all items, and what the items sold before each cutoff. */
export interface ItemPanel {
  /** In shared memory, in the order of the items. */
  readonly series: readonly PackedSeries[];
  /** Per window and item: in money where the dataset has prices, else in units. */
  readonly sales: readonly Float64Array[];
  /** In shared memory, in the order of the items, empty where an item has none; null where they were not asked for. */
  readonly prices: readonly StepSeries[] | null;
}

interface PanelQuery {
  readonly dataset: Dataset;
  readonly snapshot: DatasetSnapshot;
  readonly items: readonly Item[];
  readonly windows: readonly BacktestWindow[];
  readonly weights: 'dollar-sales' | 'unit-sales';
  /** Whether prices are kept: models of a whole panel look at them. */
  readonly keeps: 'demand' | 'demand-and-prices';
  /** Last period that is scored. */
  readonly last: number;
}

/**
 * Reads the demand of a dataset chunk by chunk into shared memory, 4 bytes per value, 8 where it needs them. Prices are read with it; of those that
 * are to be kept only their changes are, the others are forgotten after the chunk.
 * @throws ForecastError LIMIT_EXCEEDED.
 */
export async function readPanel(
  reader: SeriesReader,
  query: PanelQuery,
  control: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<ItemPanel> {
  const { items, windows, dataset, last, keeps, weights } = query;
  const series: PackedSeries[] = [];
  const kept: StepSeries[] = [];
  const shared = new SharedBlocks();
  const sales = windows.map(() => new Float64Array(items.length));
  let values = 0;
  for (let first = 0; first < items.length; first += chunkSize) {
    control.signal.throwIfAborted();
    const chunk = items.slice(first, first + chunkSize);
    const { demand: stored, prices } = await readChunk(reader, query, chunk);
    const isKept = keeps === 'demand-and-prices';
    const demand = stored.map((one, place) =>
      demandUnderPolicy({ ...one, key: chunk[place]!.key }, dataset.missingValuePolicy, last),
    );
    windows.forEach(({ cutoff }, window) => {
      const sold =
        prices === null || weights === 'unit-sales'
          ? unitSales(demand, cutoff, m5WeightPeriods)
          : dollarSales(demand, prices, cutoff, m5WeightPeriods);
      sales[window]!.set(sold, first);
    });
    values += demand.reduce((sum, one) => sum + one.values.length, 0);
    refuseTooMany(values);
    if (isKept) kept.push(...shared.steps((prices ?? []).map(stepsOf)));
    series.push(...shared.packed(demand));
    control.onProgress({
      stage: 'read',
      done: series.length,
      total: items.length,
      unit: 'items',
    });
  }
  return { series, sales, prices: keeps === 'demand' ? null : kept };
}

async function readChunk(
  reader: SeriesReader,
  { snapshot, weights, keeps, last }: PanelQuery,
  chunk: readonly Item[],
): Promise<{ readonly demand: readonly Series[]; readonly prices: readonly Series[] | null }> {
  const range = {
    itemIds: chunk.map(({ id }) => id),
    sequence: snapshot.sequence,
    fromPeriod: null,
    toPeriod: last,
  };
  const [demand, prices] = await Promise.all([
    reader.demand(range),
    weights === 'dollar-sales' || keeps === 'demand-and-prices' ? reader.prices(range) : null,
  ]);
  return { demand, prices };
}

function refuseTooMany(values: number): void {
  if (values <= mostValues) return;
  throw new ForecastError(
    'LIMIT_EXCEEDED',
    `The dataset holds more than ${mostValues} values, the most that one backtest keeps in memory. Backtest a dataset of fewer items.`,
    { limit: 'values', found: values, maximum: mostValues },
  );
}
