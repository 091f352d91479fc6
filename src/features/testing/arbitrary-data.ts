import fc from 'fast-check';

import type { Frequency } from '../../calendar/index.ts';
import { defaultFeatureSpec } from '../default-feature-spec.ts';
import type { FeatureData } from '../feature-data.ts';
import {
  calendarParts,
  demandTraits,
  type FeatureSpec,
  listingRules,
  priceFeatures,
} from '../feature-spec.ts';
import { positionsOf } from '../calendar-channels.ts';
import { aSpec, someData } from './samples.ts';

const inputSize = 40;
const windows = fc.uniqueArray(fc.integer({ min: 1, max: inputSize }), { maxLength: 3 });

/** Demand with runs of zeros, gaps, fractions and spikes. */
const demandValue = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 5, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(1e6, 3e38, -2) },
);

const priceValue = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1.5, 2, 2.25) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1e-30, 1e30) },
);

/** Periods around 2026-01-01 of daily data; early ones of other frequencies. */
export const firstPeriod = 20_454;

/** Panels of up to three series in the 120 periods from `firstPeriod` on. */
export function arbitraryData(frequency: Frequency): fc.Arbitrary<FeatureData> {
  const values = (value: fc.Arbitrary<number>) =>
    fc.oneof(
      fc.array(value, { maxLength: 120 }),
      fc.array(fc.constant(0), { maxLength: 120 }),
      fc.array(value, { minLength: 60, maxLength: 120 }),
    );
  const series = fc.record({
    demand: values(demandValue),
    start: fc.integer({ min: firstPeriod, max: firstPeriod + 60 }),
    attributes: fc.record(
      {
        department: fc.constantFrom('a', 'b', '__proto__'),
        state: fc.constantFrom('CA', 'TX'),
      },
      { requiredKeys: [] },
    ),
  });
  const priced = fc.tuple(series, values(priceValue)).map(([one, price]) => ({
    ...one,
    price,
    priceStart: one.start - 3,
  }));
  const event = fc.record({
    period: fc.integer({ min: firstPeriod - 10, max: firstPeriod + 150 }),
    name: fc.constantFrom('Easter', 'other', 'constructor'),
    kind: fc.constantFrom('Religious', 'Sporting', 'SNAP'),
    region: fc.constantFrom('', 'CA', 'TX', 'NY'),
  });
  return fc
    .record({
      series: fc.array(fc.oneof(series, priced), { minLength: 1, maxLength: 3 }),
      events: fc.array(event, { maxLength: 12 }),
    })
    .map(({ series: some, events }) =>
      someData(some, {
        events: [...events].sort((one, other) => one.period - other.period),
        calendar: { frequency, weekStartsOn: 1 },
      }),
    );
}

/** Specs that use everything in different sizes, and the default ones. */
export function arbitrarySpec(frequency: Frequency): fc.Arbitrary<FeatureSpec> {
  const parts = calendarParts.filter((part) => positionsOf(part, frequency) !== null);
  const size = fc.integer({ min: 1, max: inputSize });
  const spec = fc
    .record({
      lookback: size,
      scale: fc.record({
        window: size,
        offset: fc.constantFrom(1, 0.1),
        limit: fc.constantFrom(10, 1000),
      }),
      listing: fc.constantFrom(...listingRules),
      rolling: fc.record({
        mean: windows,
        std: windows,
        median: windows,
        max: windows,
        zeroShare: windows,
      }),
      lags: windows,
      seasonMeans: fc.array(
        fc.record({ season: fc.constantFrom(1, 7, 9), count: fc.integer({ min: 1, max: 4 }) }),
        { maxLength: 2 },
      ),
      demandWindow: size,
      price: fc.option(
        fc.record({
          window: size,
          group: fc.constant('department'),
          planned: fc.constantFrom('used' as const, 'ignored' as const),
          features: fc.subarray([...priceFeatures]),
        }),
      ),
      events: fc.option(
        fc.record({
          by: fc.constantFrom('kind' as const, 'name' as const),
          reach: fc.integer({ min: 0, max: 4 }),
          except: fc.subarray(['Sporting']),
        }),
      ),
      pastCovariates: fc.boolean(),
    })
    .map((changes) =>
      aSpec({
        inputSize,
        demand: demandTraits,
        calendar: parts.map((part) => ({ part, encoding: 'circle' })),
        flags: ['SNAP'],
        attributes: ['department', 'state'],
        ...changes,
      }),
    );
  return fc.oneof(
    { weight: 4, arbitrary: spec },
    { weight: 1, arbitrary: fc.constant(defaultFeatureSpec(frequency)) },
  );
}
