import type { Covariates, PeriodEvent } from '../../covariates/index.ts';
import type { Calendar } from '../../calendar/index.ts';
import type { FeatureData } from '../feature-data.ts';
import { createFeatureSpec } from '../create-feature-spec.ts';
import type { FeatureBlocks } from '../feature-blocks.ts';
import { type FeatureSpec, featureSpecVersion } from '../feature-spec.ts';
import type { PanelFeatures } from '../panel-features.ts';

const daily: Calendar = { frequency: 'daily', weekStartsOn: 1 };

/** A small spec without any feature but the raw demand. */
export function aSpec(changes: Partial<FeatureSpec> = {}): FeatureSpec {
  return createFeatureSpec({
    version: featureSpecVersion,
    inputSize: 28,
    lookback: 7,
    scale: { window: 7, offset: 1, limit: 100 },
    listing: 'demand',
    rolling: { mean: [], std: [], median: [], max: [], zeroShare: [] },
    lags: [],
    seasonMeans: [],
    demand: [],
    demandWindow: 28,
    calendar: [],
    events: null,
    flags: [],
    price: null,
    attributes: [],
    pastCovariates: false,
    ...changes,
  });
}

/** Demand and what else is known of one series; `start` is 0 unless said otherwise. */
export interface ASeries {
  readonly demand: readonly number[];
  readonly start?: number;
  readonly price?: readonly number[];
  readonly priceStart?: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function someData(
  series: readonly ASeries[],
  { events = [], calendar = daily }: { events?: readonly PeriodEvent[]; calendar?: Calendar } = {},
): FeatureData {
  const covariates: Covariates = {
    events,
    series: series.map(({ attributes = {}, price, priceStart = 0 }, index) => ({
      attributes,
      price:
        price === undefined
          ? null
          : { key: `item ${index}`, start: priceStart, values: Float64Array.from(price) },
    })),
  };
  const panel = {
    calendar,
    series: series.map(({ demand, start = 0 }, index) => ({
      key: `item ${index}`,
      start,
      values: Float64Array.from(demand),
    })),
  };
  return { panel, covariates };
}

/** Named channels of one period (0 = the first) of the first sample. */
export function channelsAt(
  { layout }: PanelFeatures,
  blocks: FeatureBlocks,
  block: 'past' | 'future' | 'summary',
  period = 0,
): Readonly<Record<string, number>> {
  const names = layout[block];
  return Object.fromEntries(
    names.map((name, channel) => [name, blocks[block][period * names.length + channel]!]),
  );
}
