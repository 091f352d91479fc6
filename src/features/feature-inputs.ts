import type { Covariates, PeriodEvent, SeriesCovariates } from '../covariates/index.ts';
import { periodRows } from '../series/index.ts';
import type { FeatureData } from './feature-data.ts';
import type { FittedFeatures } from './fitted-features.ts';

/**
 * All that the features of series at one cutoff depend on, in a form that moves to another thread as it is: row by row in arrays, and
 * nothing that no feature looks at.
 */
export interface FeatureInputs {
  readonly cutoff: number;
  /** [rows × spec.inputSize] up to the cutoff, NaN where unknown. */
  readonly demand: Float64Array<ArrayBuffer>;
  /** [rows × (spec.inputSize + horizon)] up to the end of the horizon, NaN where not known; empty where no row has any. */
  readonly prices: Float64Array<ArrayBuffer>;
  /** Row by row those that group prices, have numbers or name the region of an event. */
  readonly attributes: readonly SeriesCovariates['attributes'][];
  /** That touch a period of the lookback or of the horizon. */
  readonly events: readonly PeriodEvent[];
}

interface Span {
  readonly cutoff: number;
  /** Periods behind it. */
  readonly horizon: number;
}

/** Takes the inputs out of what is known of a panel. */
export function featureInputs(
  fitted: FittedFeatures,
  { panel, covariates }: FeatureData,
  { cutoff, horizon }: Span,
): FeatureInputs {
  const { inputSize } = fitted.spec;
  const first = cutoff - inputSize + 1;
  const prices = covariates.series.map(({ price }) => price);
  const events = eventsNear(fitted, covariates.events, { cutoff, horizon });
  return {
    cutoff,
    demand: periodRows(panel.series, first, inputSize),
    prices: prices.every((price) => price === null)
      ? new Float64Array()
      : periodRows(prices, first, inputSize + horizon),
    attributes: attributesOf(fitted, covariates.series, events),
    events,
  };
}

/** Rows `from` .. `to` - 1 of the inputs, as a copy. */
export function partOfInputs(
  { cutoff, demand, prices, attributes, events }: FeatureInputs,
  { from, to }: { readonly from: number; readonly to: number },
): FeatureInputs {
  const rows = attributes.length;
  const part = (values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
    const width = values.length / rows;
    return values.slice(from * width, to * width);
  };
  return {
    ...{ cutoff, demand: part(demand), prices: part(prices), events },
    attributes: attributes.slice(from, to),
  };
}

/** Inputs of series of which nothing is known. */
export function blankInputs({ spec, cutoff }: FittedFeatures, rows: number): FeatureInputs {
  return {
    cutoff,
    demand: new Float64Array(rows * spec.inputSize),
    prices: new Float64Array(),
    attributes: Array.from({ length: rows }, () => ({})),
    events: [],
  };
}

/** The data again: the feature function makes the same bytes of them. */
export function featureDataOf(
  { spec, calendar }: FittedFeatures,
  { cutoff, demand, prices, attributes, events }: FeatureInputs,
): FeatureData {
  const start = cutoff - spec.inputSize + 1;
  const rows = attributes.length;
  const rowOf = (values: Float64Array, row: number) => {
    const width = values.length / rows;
    return { key: '', start, values: values.subarray(row * width, (row + 1) * width) };
  };
  return {
    panel: { calendar, series: attributes.map((_, row) => rowOf(demand, row)) },
    covariates: {
      events,
      series: attributes.map((own, row) => ({
        attributes: own,
        price: prices.length === 0 ? null : rowOf(prices, row),
      })),
    },
  };
}

function eventsNear(
  { spec }: FittedFeatures,
  events: readonly PeriodEvent[],
  { cutoff, horizon }: Span,
): readonly PeriodEvent[] {
  const reach = spec.events?.reach ?? 0;
  const first = cutoff - spec.lookback + 1 - reach;
  const last = cutoff + horizon + reach;
  return events.filter(({ period }) => period >= first && period <= last);
}

function attributesOf(
  { categories, groupPrices }: FittedFeatures,
  series: Covariates['series'],
  events: readonly PeriodEvent[],
): FeatureInputs['attributes'] {
  const named = new Set(categories.map(({ attribute }) => attribute));
  if (groupPrices !== null) named.add(groupPrices.attribute);
  const regions = new Set(events.map(({ region }) => region));
  return series.map(({ attributes }) =>
    Object.fromEntries(
      Object.entries(attributes).filter(([name, value]) => named.has(name) || regions.has(value)),
    ),
  );
}
