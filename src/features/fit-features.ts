import type { Covariates, PeriodEvent } from '../covariates/index.ts';
import { ForecastError } from '../errors/index.ts';
import type { Series } from '../series/index.ts';
import { positionsOf } from './calendar-channels.ts';
import { createFeatureSpec } from './create-feature-spec.ts';
import { type FeatureData, requireAligned } from './feature-data.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { fitGroupPrices } from './fit-group-prices.ts';
import { fitListing } from './fit-listing.ts';
import type { CategoryMap, FittedFeatures } from './fitted-features.ts';

/**
 * Learns what features need of data: the categories of attributes, the events, the prices of groups and what tells a
 * listing. Looks at nothing after the cutoff; series that begin later add nothing.
 * @throws ForecastError INVALID_INPUT for a spec that is not valid, or not for the panel's frequency.
 */
export function fitFeatures(given: FeatureSpec, data: FeatureData, cutoff: number): FittedFeatures {
  requireAligned(data);
  const spec = createFeatureSpec(given);
  const { panel, covariates } = data;
  const { calendar } = panel;
  const { frequency } = calendar;
  const foreign = spec.calendar.filter(({ part }) => positionsOf(part, frequency) === null);
  if (foreign.length > 0)
    throw foreignParts(
      frequency,
      foreign.map(({ part }) => part),
    );
  const seen = panel.series.map((series) => hasKnown(series, cutoff));
  return {
    spec,
    calendar,
    cutoff,
    listing: spec.listing === 'auto' ? fitListing(data, cutoff) : spec.listing,
    events: fitEvents(spec, covariates.events, cutoff),
    categories: spec.attributes.map((attribute) => fitCategories(attribute, covariates, seen)),
    groupPrices: spec.price === null ? null : fitGroupPrices(spec.price, covariates, cutoff),
  };
}

function foreignParts(frequency: string, parts: readonly string[]): ForecastError<'INVALID_INPUT'> {
  const message = `${frequency} data have no ${[...new Set(parts)].join(', ')}`;
  return new ForecastError(
    'INVALID_INPUT',
    `The feature spec does not fit the dataset: ${message}. Leave it out of the calendar features.`,
    { issues: [{ path: 'calendar', message }] },
  );
}

function hasKnown({ start, values }: Series, cutoff: number): boolean {
  const index = values.findIndex((value) => !Number.isNaN(value));
  return index !== -1 && start + index <= cutoff;
}

function fitEvents(
  { events, flags }: FeatureSpec,
  known: readonly PeriodEvent[],
  cutoff: number,
): readonly string[] {
  if (events === null) return [];
  const silent = new Set([...events.except, ...flags]);
  const seen = known.filter(({ period, kind }) => period <= cutoff && !silent.has(kind));
  return [...new Set(seen.map((event) => event[events.by]))].sort();
}

function fitCategories(
  attribute: string,
  { series }: Covariates,
  seen: readonly boolean[],
): CategoryMap {
  const values = series.flatMap(({ attributes }, index) =>
    seen[index] === true && Object.hasOwn(attributes, attribute) ? [attributes[attribute]!] : [],
  );
  return { attribute, values: [...new Set(values)].sort() };
}
