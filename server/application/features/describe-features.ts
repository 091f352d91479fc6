import { demandUnderPolicy } from '#core/backtest';
import { dateOf } from '#core/calendar';
import {
  canonicalFeatureSpec,
  defaultFeatureSpec,
  type FeatureData,
  fitFeatures,
  PanelFeatures,
} from '#core/features';
import type { MissingValuePolicy } from '#core/series';
import { z } from 'zod';

import { type CatalogReader, readEvents, readItems, type SeriesReader } from '../catalog/index.ts';
import { resolveBatches } from '../forecasts/index.ts';
import { parseInput } from '../parse-input.ts';
import type { FeatureDescription, NamedValues } from './feature-description.ts';
import { parseFeatureSpec } from '../network-inputs/index.ts';
import { readFeatureData } from '../network-inputs/index.ts';

const text = z.string().min(1).max(200);

const inquiry = z.strictObject({
  dataset: text,
  item: text,
  /** The one for the frequency of the dataset where none is given. */
  spec: z.unknown(),
  /** The end of the data where none is given. */
  cutoff: text.optional(),
  horizon: z
    .int({ error: 'must be a whole number of periods' })
    .min(1, 'must be at least 1 period')
    .max(1000, 'must be at most 1000 periods'),
  asOf: z.date({ error: 'must be an instant such as 2026-01-31T12:00:00Z' }).optional(),
});

interface FeaturePorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

/**
 * Use case: the features of one item at a cutoff under their names, for looking into what a network is told. Fitted at
 * the same cutoff on all items of the dataset, over the spec's input size of history.
 */
export class DescribeFeatures {
  readonly #ports: FeaturePorts;

  constructor(ports: FeaturePorts) {
    this.#ports = ports;
  }

  /** @throws ForecastError INVALID_INPUT, DATASET_NOT_FOUND, ITEMS_NOT_FOUND, NO_DATA_AS_OF, INVALID_DATE. */
  async execute(input: unknown, signal: AbortSignal): Promise<FeatureDescription> {
    const { catalog, series, sha256 } = this.#ports;
    const {
      dataset: slug,
      item: key,
      spec: given,
      cutoff: date,
      horizon,
      asOf,
    } = parseInput(inquiry, input);
    const spec = given === undefined ? null : parseFeatureSpec(given);
    const query = { keysByDataset: new Map([[slug, [key]]]), asOf: asOf ?? null };
    const [batch] = await resolveBatches({ ...query, cutoff: date ?? null }, this.#ports);
    const { dataset, snapshot, items, cutoff } = batch!;
    const chosen = spec ?? defaultFeatureSpec(dataset.calendar.frequency);
    const reach = chosen.events?.reach ?? 0;
    const events = await readEvents(catalog, dataset, cutoff + horizon + reach);
    const base = { dataset, snapshot, events, cutoff };
    const everything = await readFeatureData(
      series,
      {
        ...base,
        items: await readItems(catalog, dataset.id, signal),
        fromPeriod: cutoff - chosen.inputSize + 1,
        horizon: 0,
      },
      signal,
    );
    const fitted = fitFeatures(chosen, everything, cutoff);
    const stored = await readFeatureData(
      series,
      { ...base, items, fromPeriod: null, horizon },
      signal,
    );
    const data = underPolicy(stored, dataset.missingValuePolicy, cutoff);
    const features = new PanelFeatures(fitted, data, horizon);
    const blocks = features.build([{ series: 0, cutoff }]);
    const { layout } = features;
    const at = (period: number) => dateOf(dataset.calendar, period);
    const rows = (values: Float32Array, names: readonly string[], first: number, count: number) =>
      Array.from({ length: count }, (_, row) => ({
        date: at(first + row),
        values: named(names, values, row),
      }));
    const { attributes } = data.covariates.series[0]!;
    return {
      dataset: dataset.slug,
      datasetVersion: snapshot.datasetVersion,
      item: key,
      cutoff: at(cutoff),
      horizon,
      spec: fitted.spec,
      specHash: sha256(canonicalFeatureSpec(fitted.spec)),
      listing: fitted.listing,
      scale: blocks.scale[0]!,
      categories: layout.categories.map(({ attribute, size }, place) => ({
        attribute,
        value: attributes[attribute] ?? null,
        number: blocks.categories[place]!,
        size,
      })),
      summary: named(layout.summary, blocks.summary, 0),
      past: rows(blocks.past, layout.past, cutoff - chosen.lookback + 1, chosen.lookback),
      future: rows(blocks.future, layout.future, cutoff + 1, horizon),
    };
  }
}

/** Demand as the dataset defines it, as backtests see it. */
function underPolicy(
  { panel, covariates }: FeatureData,
  policy: MissingValuePolicy,
  cutoff: number,
): FeatureData {
  const series = panel.series.map((one) => demandUnderPolicy(one, policy, cutoff));
  return { panel: { ...panel, series }, covariates };
}

function named(names: readonly string[], values: Float32Array, row: number): NamedValues {
  return Object.fromEntries(
    names.map((name, channel) => [name, values[row * names.length + channel]!]),
  );
}
