import { type BacktestWindow, demandUnderPolicy } from '#core/backtest';
import { ForecastError } from '#core/errors';
import { dollarSales, m5WeightPeriods, unitSales } from '#core/evaluation';
import { type PackedSeries, type Series, type StepSeries, stepsOf } from '#core/series';

import type { Dataset, DatasetSnapshot, Item, SeriesReader } from '../catalog/index.ts';
import type { OnProgress } from '../telemetry.ts';
import { SharedBlocks } from '../shared-series.ts';

/** Items per statement: a megabyte or two of values, because what is read leaves many times as much behind. */
const chunkSize = 125;
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
  let first = 0;
  for await (const { chunk, demand: stored, prices } of readChunks(reader, query, control.signal)) {
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
    first += chunk.length;
    control.onProgress({
      stage: 'read',
      done: series.length,
      total: items.length,
      unit: 'items',
    });
  }
  return { series, sales, prices: keeps === 'demand' ? null : kept };
}

interface Chunk {
  readonly chunk: readonly Item[];
  readonly demand: readonly Series[];
  readonly prices: readonly Series[] | null;
}

/** The items chunk by chunk; while one is worked on, the next one is read. */
async function* readChunks(
  reader: SeriesReader,
  query: PanelQuery,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  const { items } = query;
  const read = (first: number) =>
    first < items.length ? readChunk(reader, query, items.slice(first, first + chunkSize)) : null;
  let next = read(0);
  for (let first = chunkSize; next !== null; first += chunkSize) {
    signal.throwIfAborted();
    const chunk = await next;
    next = read(first);
    // Who stops early does not hear of the chunk that is under way.
    next?.catch(() => undefined);
    yield chunk;
  }
}

async function readChunk(
  reader: SeriesReader,
  { snapshot, weights, keeps, last }: PanelQuery,
  chunk: readonly Item[],
): Promise<Chunk> {
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
  return { chunk, demand, prices };
}

function refuseTooMany(values: number): void {
  if (values <= mostValues) return;
  throw new ForecastError(
    'LIMIT_EXCEEDED',
    `The dataset holds more than ${mostValues} values, the most that one backtest keeps in memory. Backtest a dataset of fewer items.`,
    { limit: 'values', found: values, maximum: mostValues },
  );
}
