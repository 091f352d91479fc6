import {
  calendarEncodings,
  calendarParts,
  createFeatureSpec,
  demandTraits,
  type FeatureSpec,
  featureSpecVersion,
  listingRules,
  priceFeatures,
} from '#core/features';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';

const periods = z.int({ error: 'must be a whole number of periods' });
const windows = z.array(periods).max(100);
const name = z.string().min(1).max(200);
const names = z.array(name).max(100);

/** A feature spec as JSON: its shape. What its numbers mean together, the core checks. */
const featureSpecSchema = z.strictObject({
  version: z.literal(featureSpecVersion, {
    error: `must be ${featureSpecVersion}, the version that this release writes`,
  }),
  inputSize: periods.max(100_000),
  lookback: periods,
  scale: z.strictObject({ window: periods, offset: z.number(), limit: z.number() }),
  listing: z.enum(listingRules),
  rolling: z.strictObject({
    mean: windows,
    std: windows,
    median: windows,
    max: windows,
    zeroShare: windows,
  }),
  lags: windows,
  seasonMeans: z.array(z.strictObject({ season: periods, count: periods })).max(100),
  demand: z.array(z.enum(demandTraits)),
  demandWindow: periods,
  calendar: z.array(
    z.strictObject({ part: z.enum(calendarParts), encoding: z.enum(calendarEncodings) }),
  ),
  events: z
    .strictObject({ by: z.enum(['kind', 'name']), reach: periods.max(1000), except: names })
    .nullable(),
  flags: names,
  price: z
    .strictObject({
      window: periods,
      group: name.nullable(),
      planned: z.enum(['used', 'ignored']),
      features: z.array(z.enum(priceFeatures)),
    })
    .nullable(),
  attributes: names,
  pastCovariates: z.boolean(),
});

/**
 * Reads a spec of unknown origin: a file, the manifest of a model.
 * @throws ForecastError INVALID_INPUT naming every violated rule.
 */
export function parseFeatureSpec(input: unknown): FeatureSpec {
  return createFeatureSpec(parseInput(featureSpecSchema, input));
}
