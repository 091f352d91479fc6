import { frequencies } from '#core/calendar';
import { isForecastError } from '#core/errors';
import type { FittedFeatures } from '#core/features';
import { z } from 'zod';

import type { ManifestFacts } from '../models/index.ts';
import { parseFeatureSpec } from './feature-spec-schema.ts';

/** The places of a manifest that hold fitted features. */
export type FeatureFacts = Pick<ManifestFacts, 'features' | 'scalers' | 'categories'>;

const text = z.string().max(200);
const texts = z.array(text);

const features = z.strictObject({
  spec: z.unknown(),
  calendar: z.strictObject({
    frequency: z.enum(frequencies),
    weekStartsOn: z.int().min(1).max(7),
  }),
  cutoff: z.int(),
  listing: z.enum(['price', 'demand']),
  events: texts,
});
const scalers = z.strictObject({
  groupPrices: z
    .strictObject({
      attribute: text,
      values: texts,
      logPrices: z.array(z.number()),
      overall: z.number().nullable(),
    })
    .nullable(),
});

/** The label of number 0: every value that the training has not seen. */
const unknown = '';

/** Fitted features as a manifest holds them: prices of groups are scalers, and the place of a category is its number. */
export function featureFacts({
  spec,
  calendar,
  cutoff,
  listing,
  events,
  categories,
  groupPrices,
}: FittedFeatures): FeatureFacts {
  const plain = JSON.parse(
    JSON.stringify({ features: { spec, calendar, cutoff, listing, events }, groupPrices }),
  ) as { readonly features: FeatureFacts['features']; readonly groupPrices: z.core.util.JSONType };
  return {
    features: plain.features,
    scalers: { groupPrices: plain.groupPrices },
    categories: Object.fromEntries(
      categories.map(({ attribute, values }) => [attribute, [unknown, ...values]]),
    ),
  };
}

/** Reads them back; a text says what is wrong with them. */
export function fittedFeaturesOf(manifest: FeatureFacts): FittedFeatures | string {
  const fitted = features.safeParse(manifest.features);
  if (!fitted.success) return problemOf('features', fitted.error);
  const prices = scalers.safeParse(manifest.scalers);
  if (!prices.success) return problemOf('scalers', prices.error);
  try {
    const spec = parseFeatureSpec(fitted.data.spec);
    const missing = spec.attributes.find(
      (attribute) => !Object.hasOwn(manifest.categories, attribute),
    );
    if (missing !== undefined) return `categories have no ${missing}.`;
    return {
      ...fitted.data,
      spec,
      ...prices.data,
      categories: spec.attributes.map((attribute) => ({
        attribute,
        values: manifest.categories[attribute]!.slice(1),
      })),
    };
  } catch (error) {
    if (isForecastError(error)) return error.message;
    throw error;
  }
}

function problemOf(place: string, error: z.ZodError): string {
  const { path, message } = error.issues[0]!;
  return `${[place, ...path].join('.')}: ${message}.`;
}
