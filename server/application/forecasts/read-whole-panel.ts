import { demandUnderPolicy, visibleHistory } from '#core/backtest';
import type { Covariates } from '#core/covariates';
import { ForecastError } from '#core/errors';
import type { Series } from '#core/series';

import {
  type CatalogReader,
  type Item,
  itemCovariates,
  readEvents,
  type SeriesReader,
} from '../catalog/index.ts';
import { SharedBlocks } from '../shared-series.ts';
import type { Batch } from './resolve-batches.ts';
import { knownBeforehand } from './under-scenario.ts';

/** Items per statement: a few megabytes of values. */
const chunkSize = 500;
/** 1 GiB of shared memory, demand and prices together. */
const mostValues = 2 ** 27;

/** All items of a dataset as models of whole panels see them. */
interface WholePanel {
  readonly series: readonly Series[];
  readonly covariates: Covariates;
}

/**
 * Reads demand up to the cutoff, and events and planned prices up to the horizon behind it, chunk by chunk into shared
 * memory.
 * @throws ForecastError LIMIT_EXCEEDED.
 */
export async function readWholePanel(
  { catalog, series: reader }: { readonly catalog: CatalogReader; readonly series: SeriesReader },
  batch: Omit<Batch, 'items'>,
  items: readonly Item[],
  horizon: number,
  signal: AbortSignal,
): Promise<WholePanel> {
  const { dataset, snapshot, cutoff } = batch;
  const policy = dataset.missingValuePolicy;
  const series: Series[] = [];
  const prices: Series[] = [];
  const shared = new SharedBlocks();
  let values = 0;
  for (let first = 0; first < items.length; first += chunkSize) {
    signal.throwIfAborted();
    const chunk = items.slice(first, first + chunkSize);
    const itemIds = chunk.map(({ id }) => id);
    const range = { itemIds, sequence: snapshot.sequence, fromPeriod: null };
    const [stored, priced] = await Promise.all([
      reader.demand({ ...range, toPeriod: cutoff }),
      reader.prices({ ...range, toPeriod: cutoff + horizon }),
    ]);
    const demand = stored.map((one) =>
      visibleHistory(demandUnderPolicy(one, policy, cutoff), policy, cutoff, null),
    );
    values += [...demand, ...priced].reduce((sum, one) => sum + one.values.length, 0);
    refuseTooMany(values);
    series.push(...shared.series(demand));
    prices.push(...shared.series(priced));
  }
  const events = await readEvents(catalog, dataset, cutoff + horizon);
  const planned = itemCovariates(items, prices, events);
  return { series, covariates: knownBeforehand(batch, items, planned, horizon) };
}

function refuseTooMany(values: number): void {
  if (values <= mostValues) return;
  throw new ForecastError(
    'LIMIT_EXCEEDED',
    `The dataset holds more than ${mostValues} values, the most that a model of the whole panel is fitted to. Ask for a model of single items.`,
    { limit: 'values', found: values, maximum: mostValues },
  );
}
