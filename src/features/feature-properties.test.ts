import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { frequencies } from '../calendar/index.ts';
import { sliceSeries } from '../series/index.ts';
import type { FeatureBlocks } from './feature-blocks.ts';
import type { FeatureData, Sample } from './feature-data.ts';
import {
  featureConstants,
  featureDataOf,
  featureInputs,
  featureLayout,
  type FeatureSpec,
  fitFeatures,
  type FittedFeatures,
  PanelFeatures,
  partOfInputs,
} from './index.ts';
import { arbitraryData, arbitrarySpec, firstPeriod } from './testing/arbitrary-data.ts';

const cutoffs = fc.integer({ min: firstPeriod - 5, max: firstPeriod + 140 });

interface Case {
  readonly data: FeatureData;
  readonly spec: FeatureSpec;
  readonly cutoff: number;
  readonly fitCutoff: number;
  readonly horizon: number;
}

const cases: fc.Arbitrary<Case> = fc.constantFrom(...frequencies).chain((frequency) =>
  fc.record({
    data: arbitraryData(frequency),
    spec: arbitrarySpec(frequency),
    cutoff: cutoffs,
    fitCutoff: cutoffs,
    horizon: fc.integer({ min: 1, max: 30 }),
  }),
);

function everySeries({ panel }: FeatureData, cutoff: number): readonly Sample[] {
  return panel.series.map((_, series) => ({ series, cutoff }));
}

function blocksOf(
  fitted: FittedFeatures,
  data: FeatureData,
  cutoff: number,
  horizon: number,
): FeatureBlocks {
  return new PanelFeatures(fitted, data, horizon).build(everySeries(data, cutoff));
}

/** What a server reads for one request: the input size of demand, prices to the horizon, events in sight. */
function serverData(data: FeatureData, spec: FeatureSpec, cutoff: number, horizon: number) {
  const from = cutoff - spec.inputSize + 1;
  const reach = spec.events?.reach ?? 0;
  const { panel, covariates } = data;
  return {
    panel: {
      ...panel,
      series: panel.series.map((series) => sliceSeries(series, from, cutoff)),
    },
    covariates: {
      events: covariates.events.filter(
        ({ period }) =>
          period > cutoff - spec.lookback - reach && period <= cutoff + horizon + reach,
      ),
      series: covariates.series.map(({ attributes, price }) => ({
        attributes,
        price: price === null ? null : sliceSeries(price, from, cutoff + horizon),
      })),
    },
  };
}

describe('features of any history and spec', () => {
  it('are the same bytes from the input size of history as from all of it', () => {
    fc.assert(
      fc.property(cases, ({ data, spec, cutoff, fitCutoff, horizon }) => {
        const fitted = fitFeatures(spec, data, fitCutoff);
        const short = serverData(data, fitted.spec, cutoff, horizon);
        expect(blocksOf(fitted, short, cutoff, horizon)).toEqual(
          blocksOf(fitted, data, cutoff, horizon),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('are the same bytes from inputs that were packed and cut, whatever was computed before', () => {
    fc.assert(
      fc.property(cases, cutoffs, ({ data, spec, cutoff, fitCutoff, horizon }, earlier) => {
        const fitted = fitFeatures(spec, data, fitCutoff);
        const constants = featureConstants(fitted);
        new PanelFeatures(fitted, data, horizon, constants).build(everySeries(data, earlier));
        const inputs = featureInputs(fitted, data, { cutoff, horizon });
        for (const { series } of everySeries(data, cutoff)) {
          const part = partOfInputs(inputs, { from: series, to: series + 1 });
          const moved = new PanelFeatures(fitted, featureDataOf(fitted, part), horizon, constants);
          const expected = new PanelFeatures(fitted, data, horizon).build([{ series, cutoff }]);
          expect(moved.build([{ series: 0, cutoff }])).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same bytes from a fit that was stored as JSON', () => {
    fc.assert(
      fc.property(cases, ({ data, spec, cutoff, fitCutoff, horizon }) => {
        const fitted = fitFeatures(spec, data, fitCutoff);
        // The form that it was written in.
        const stored = JSON.parse(JSON.stringify(fitted)) as FittedFeatures;
        expect(stored).toEqual(fitted);
        expect(blocksOf(stored, data, cutoff, horizon)).toEqual(
          blocksOf(fitted, data, cutoff, horizon),
        );
      }),
    );
  });

  it('do not move when demand after the cutoff changes', () => {
    fc.assert(
      fc.property(cases, ({ data, spec, cutoff, fitCutoff, horizon }) => {
        const fitted = fitFeatures(spec, data, Math.min(cutoff, fitCutoff));
        const series = data.panel.series.map(({ key, start, values }) => ({
          key,
          start,
          values: values.map((value, index) => (start + index > cutoff ? value * 3 + 7 : value)),
        }));
        const changed = { ...data, panel: { ...data.panel, series } };
        expect(fitFeatures(spec, changed, Math.min(cutoff, fitCutoff))).toEqual(fitted);
        expect(blocksOf(fitted, changed, cutoff, horizon)).toEqual(
          blocksOf(fitted, data, cutoff, horizon),
        );
      }),
    );
  });

  it('are finite, whatever the history, and masks are 0 or 1', () => {
    fc.assert(
      fc.property(cases, ({ data, spec, cutoff, fitCutoff, horizon }) => {
        const features = new PanelFeatures(fitFeatures(spec, data, fitCutoff), data, horizon);
        const { past, future, summary, scale, categories } = features.build(
          everySeries(data, cutoff),
        );
        for (const block of [past, future, summary])
          expect(block.every(Number.isFinite)).toBe(true);
        expect(scale.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
        const { layout } = features;
        past.forEach((value, place) => {
          if (['known', 'listed'].includes(layout.past[place % layout.past.length]!)) {
            expect([0, 1]).toContain(value);
          }
        });
        categories.forEach((value, place) => {
          expect(value).toBeLessThan(layout.categories[place % layout.categories.length]!.size);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('do not depend on the batch, the order of samples, or what the blocks held before', () => {
    fc.assert(
      fc.property(cases, ({ data, spec, cutoff, fitCutoff, horizon }) => {
        const features = new PanelFeatures(fitFeatures(spec, data, fitCutoff), data, horizon);
        const samples = [cutoff, cutoff - 3].flatMap((one) => everySeries(data, one));
        const blocks = features.build(samples);
        const dirty = features.allocate(samples.length);
        for (const block of Object.values(dirty) as Float32Array[]) block.fill(9);
        expect(features.build(samples, dirty)).toBe(dirty);
        expect(dirty).toEqual(blocks);
        const last = samples.length - 1;
        const alone = features.build([samples[last]!]);
        const width = features.layout.summary.length;
        expect(alone.summary).toEqual(blocks.summary.slice(last * width));
        expect(alone.past).toEqual(blocks.past.slice(-alone.past.length));
        expect(alone.future).toEqual(blocks.future.slice(-alone.future.length));
      }),
    );
  });

  it('fill exactly the channels that the layout names, each name once', () => {
    fc.assert(
      fc.property(cases, ({ data, spec, cutoff, fitCutoff, horizon }) => {
        const fitted = fitFeatures(spec, data, fitCutoff);
        const { past, future, summary, categories } = featureLayout(fitted);
        for (const names of [past, future, summary]) {
          expect(new Set(names).size).toBe(names.length);
        }
        const samples = data.panel.series.length;
        const blocks = blocksOf(fitted, data, cutoff, horizon);
        expect(blocks.past).toHaveLength(samples * spec.lookback * past.length);
        expect(blocks.future).toHaveLength(samples * horizon * future.length);
        expect(blocks.summary).toHaveLength(samples * summary.length);
        expect(blocks.categories).toHaveLength(samples * categories.length);
      }),
    );
  });
});
