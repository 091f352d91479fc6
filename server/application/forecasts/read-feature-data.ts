import { demandUnderPolicy, visibleHistory } from '#core/backtest';
import type { FeatureData } from '#core/features';
import type { Panel } from '#core/series';

import {
  type CatalogReader,
  itemCovariates,
  readEvents,
  type SeriesReader,
} from '../catalog/index.ts';
import type { LearnedVersion } from '../serving/index.ts';
import type { Batch } from './resolve-batches.ts';
import { knownBeforehand } from './under-scenario.ts';

/** Where what is known beforehand is read from. */
export interface FeaturePorts {
  readonly catalog: Pick<CatalogReader, 'calendarEvents'>;
  readonly series: SeriesReader;
}

/** What the features of some series of a batch are made of. */
export type FeatureDataOf = (panel: Panel) => FeatureData;

/**
 * What the features of a batch are made of, for the panels of its runs: events and planned prices of the version's whole horizon are read,
 * the history is that of the panel. Null where the version reads demand alone.
 */
export async function readFeatureData(
  { catalog, series }: FeaturePorts,
  batch: Batch,
  { features: fitted, horizon }: Pick<LearnedVersion, 'features' | 'horizon'>,
): Promise<FeatureDataOf | null> {
  if (fitted === null) return null;
  const { dataset, snapshot, items, cutoff } = batch;
  const { spec } = fitted;
  const reach = spec.events?.reach ?? 0;
  const { calendar, missingValuePolicy } = dataset;
  const range = {
    itemIds: items.map(({ id }) => id),
    sequence: snapshot.sequence,
    fromPeriod: cutoff - spec.inputSize + 1,
  };
  const [events, prices, demand] = await Promise.all([
    readEvents(catalog, dataset, cutoff + horizon + reach, cutoff - spec.lookback + 1 - reach),
    series.prices({ ...range, toPeriod: cutoff + horizon }),
    // Where other models see series without their unknown periods, features still know when they were. When a series was
    // listed, its whole history says.
    missingValuePolicy === 'drop'
      ? series.demand({ ...range, fromPeriod: null, toPeriod: cutoff })
      : null,
  ]);
  const placeOf = new Map(items.map(({ id }, place) => [String(id), place]));
  return (panel) => {
    const places = panel.series.map(({ key }) => placeOf.get(key)!);
    const own = places.map((place) => items[place]!);
    const ownPrices = places.map((place) => prices[place]!);
    const seen =
      demand &&
      places.map((place) =>
        visibleHistory(
          demandUnderPolicy(demand[place]!, 'drop', cutoff),
          'keep-unknown',
          cutoff,
          null,
        ),
      );
    return {
      panel: { calendar, series: seen ?? panel.series },
      covariates: knownBeforehand(batch, own, itemCovariates(own, ownPrices, events), horizon),
    };
  };
}
