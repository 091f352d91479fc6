import { seasonLength } from '#core/calendar';
import { applyMissingValuePolicy, listingWindow, type Series } from '#core/series';

import type { SeriesReader } from '../catalog/index.ts';
import type { Batch } from './resolve-batches.ts';
import type { Rung } from './serve-ladder.ts';

/**
 * The history that the models of a ladder may see: from an item's listing to the cutoff, unknown values treated by the
 * dataset's policy, in the order of the batch's items.
 *
 * Reads only as far back as the longest input of a model, which changes no forecast: models cut to their input. Where
 * the policy looks further back for a value, the whole history is read.
 */
export async function readVisibleSeries(
  { dataset, snapshot, items, cutoff }: Batch,
  rungs: readonly Rung[],
  horizon: number,
  reader: SeriesReader,
): Promise<readonly Series[]> {
  const policy = dataset.missingValuePolicy;
  const readsBack = policy === 'drop' || policy === 'forward-fill';
  const from = readsBack
    ? null
    : cutoff - longestInput(rungs, dataset.calendar.frequency, horizon) + 1;
  const itemIds = items.map(({ id }) => id);
  const { demand: stored, firstSales } = await reader.listedDemand({
    itemIds,
    sequence: snapshot.sequence,
    fromPeriod: from,
    toPeriod: cutoff,
  });
  return stored.map((demand, index) => {
    const listing = listingWindow(demand, null);
    const firstSale = firstSales.get(itemIds[index]!);
    // The part that was read may begin in the middle of a listing, with days that sold nothing.
    const listedEarlier = firstSale !== undefined && from !== null && firstSale < from;
    return applyMissingValuePolicy(
      demand,
      policy,
      listedEarlier ? { ...listing, from } : listing,
      cutoff,
    );
  });
}

function longestInput(
  rungs: readonly Rung[],
  frequency: Batch['dataset']['calendar']['frequency'],
  horizon: number,
): number {
  const season = seasonLength(frequency);
  return Math.max(
    ...rungs.map(({ forecaster }) =>
      forecaster?.scope === 'series'
        ? forecaster.inputSize(season, horizon)
        : forecaster?.scope === 'learned'
          ? forecaster.inputSize
          : 0,
    ),
  );
}
