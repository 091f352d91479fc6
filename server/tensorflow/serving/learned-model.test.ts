import { isForecastError } from '#core/errors';
import { blankInputs, type FeatureData, featureInputs, partOfInputs } from '#core/features';
import { unpackForecasts } from '#core/models';
import { periodRows, type Series } from '#core/series';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import {
  tinyArchitecture,
  tinyFacts,
  tinyTensors,
  toldArchitecture,
  toldFeatures,
} from '../../testing/tiny-network.ts';
import { availableBackends, openForTest } from '../testing/available-backends.ts';
import { createLearnedModel, type ModelParts } from './learned-model.ts';

const request = {
  ...{ cutoff: 99, features: null, horizon: 14 },
  quantileLevels: [0.05, 0.1, 0.3, 0.5, 0.9, 0.99],
};

function partsWith(change: Partial<ModelParts> = {}): ModelParts {
  return { manifest: tinyFacts(), features: null, tensors: tinyTensors(), ...change };
}

function architectureWith(change: object): ModelParts['manifest'] {
  return tinyFacts({ architecture: { ...tinyFacts().architecture, ...change } });
}

/** A model of one dense network for quantiles and one for the mean, both of which read features. */
function toldParts(): ModelParts {
  return {
    manifest: architectureWith(JSON.parse(JSON.stringify(toldArchitecture)) as object),
    features: toldFeatures,
    tensors: tinyTensors(1, toldArchitecture),
  };
}

function aSeries(key = 'a', length = 100): Series {
  const values = Float64Array.from({ length }, (_, day) => 5.5 + ((day * 3) % 7));
  return { key, start: 100 - length, values };
}

/** The same demand, each series sold in a store of its own. */
function dataOf(series: readonly Series[], stores: readonly string[]): FeatureData {
  return {
    panel: { calendar: toldFeatures.calendar, series },
    covariates: {
      events: [],
      series: stores.map((store) => ({ attributes: { store }, price: null })),
    },
  };
}

describe.each(availableBackends)('createLearnedModel on %s', (backend) => {
  beforeAll(async () => {
    await openForTest(backend);
  });

  it('says what it was trained for', () => {
    using model = createLearnedModel(partsWith());
    expect(model).toMatchObject({
      horizon: 28,
      inputSize: 56,
      minimumLength: 14,
      quantileLevels: [0.1, 0.5, 0.9],
    });
  });

  it('forecasts finite, non-negative quantiles that never cross, at levels that were not trained too', () => {
    using model = createLearnedModel(partsWith());
    const [forecast] = model.forecast([aSeries()], request);
    const { mean, median, quantiles } = forecast!;
    expect([mean.length, median.length, quantiles.length]).toEqual([14, 14, 6 * 14]);
    for (const values of [mean, median, quantiles]) {
      expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    }
    for (let lead = 0; lead < 14; lead += 1) {
      const levels = request.quantileLevels.map((_, level) => quantiles[level * 14 + lead]!);
      expect(levels).toEqual(levels.toSorted((a, b) => a - b));
      expect(levels[0]).toBe(levels[1]);
      expect(levels[3]).toBe(median[lead]);
      expect(levels[2]).toBeCloseTo((levels[1]! + levels[3]!) / 2, 10);
    }
  });

  it('gives whole quantiles to demand that is counted in whole units', () => {
    using model = createLearnedModel(partsWith());
    const weighed = aSeries();
    const counted = { ...weighed, values: weighed.values.map(Math.floor) };
    const [counts, weights] = model.forecast([counted, weighed], request);
    expect(counts!.quantiles.every(Number.isInteger)).toBe(true);
    expect(counts!.median.every(Number.isInteger)).toBe(true);
    expect(weights!.quantiles.some(Number.isInteger)).toBe(false);
    expect(counts!.mean.some(Number.isInteger)).toBe(false);
  });

  it('gives the same bytes again, and each series the same alone and among others', () => {
    using model = createLearnedModel(partsWith());
    const many = [aSeries('a'), aSeries('b', 30), aSeries('c', 60)];
    const first = model.forecast(many, request);
    expect(model.forecast(many, request)).toEqual(first);
    const [alone] = model.forecast([many[1]!], request);
    for (let lead = 0; lead < 14; lead += 1) {
      expect(alone!.mean[lead]).toBeCloseTo(first[1]!.mean[lead]!, 4);
    }
  });

  it('does not see what lies behind the cutoff', () => {
    using model = createLearnedModel(partsWith());
    const [shown, hidden] = [aSeries(), aSeries()];
    hidden.values.fill(1e6, 80);
    const earlier = { ...request, cutoff: 79 };
    expect(model.forecast([hidden], earlier)).toEqual(model.forecast([shown], earlier));
  });

  it('reads only its input size, and cuts a shorter horizon out of the trained one', () => {
    using model = createLearnedModel(partsWith());
    const [whole] = model.forecast([aSeries()], { ...request, horizon: 28 });
    const last = aSeries();
    const cut = { ...last, start: 44, values: last.values.subarray(44) };
    const [short] = model.forecast([cut], request);
    expect(short!.mean).toEqual(whole!.mean.subarray(0, 14));
  });

  it('answers histories that are empty, all zero or unknown', () => {
    using model = createLearnedModel(partsWith());
    const odd = [
      { key: 'empty', start: 0, values: new Float64Array() },
      { key: 'zero', start: 0, values: new Float64Array(100) },
      { key: 'unknown', start: 0, values: new Float64Array(100).fill(Number.NaN) },
      { key: 'ended', start: 0, values: Float64Array.of(1, 2, 3) },
    ];
    const forecasts = model.forecast(odd, request);
    expect(forecasts.every(({ mean }) => mean.every(Number.isFinite))).toBe(true);
  });

  it('takes the integral of the quantile function as the mean where no member forecasts it', () => {
    const architecture = { ...tinyArchitecture, members: tinyArchitecture.members.slice(0, 1) };
    using model = createLearnedModel({
      manifest: architectureWith({ members: tinyFacts().architecture['members']! }),
      features: null,
      tensors: tinyTensors(),
    });
    using quantilesOnly = createLearnedModel({
      manifest: architectureWith(JSON.parse(JSON.stringify(architecture)) as object),
      features: null,
      tensors: tinyTensors(1, architecture),
    });
    expect(model.inputSize).toBe(56);
    const levels = { ...request, quantileLevels: [0.1, 0.5, 0.9] };
    const [{ mean, quantiles } = { mean: [], quantiles: [] }] = quantilesOnly.forecast(
      [aSeries()],
      levels,
    );
    const expected = 0.3 * quantiles[0]! + 0.4 * quantiles[14]! + 0.3 * quantiles[28]!;
    expect(mean[0]).toBeCloseTo(expected, 8);
  });

  it('refuses a horizon that was not trained', () => {
    using model = createLearnedModel(partsWith());
    expect(() => model.forecast([aSeries()], { ...request, horizon: 29 })).toThrow(
      /forecasts 28 periods ahead, but 29 were asked for/,
    );
  });

  it('reads features of the series where its members do, each series its own', () => {
    using model = createLearnedModel(toldParts());
    const both = [aSeries('a'), aSeries('b')];
    const before = model.forecast(both, { ...request, features: dataOf(both, ['CA_1', 'CA_1']) });
    expect(before[0]).toEqual(before[1]);
    const after = model.forecast(both, { ...request, features: dataOf(both, ['CA_1', 'WI_1']) });
    expect(after[0]).toEqual(before[0]);
    expect(after[1]!.mean).not.toEqual(before[1]!.mean);
    expect(after[1]!.mean.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('gives rows the same forecast in one request, and shared out over several', () => {
    using model = createLearnedModel(toldParts());
    const series = ['CA_1', 'TX_1', 'WI_1'].map((key, at) => ({
      ...aSeries(key),
      values: aSeries().values.map((value) => (at === 1 ? Math.floor(value) : value * (at + 1))),
    }));
    const features = dataOf(
      series,
      series.map(({ key }) => key),
    );
    const whole = model.forecast(series, { ...request, features });
    const inputs = featureInputs(toldFeatures, features, { cutoff: 99, horizon: 28 });
    const histories = periodRows(series, 100 - model.inputSize, model.inputSize);
    const cuts = [
      { from: 0, to: 1 },
      { from: 1, to: 3 },
    ];
    const packed = model.answer(
      histories,
      cuts.map(({ from, to }) => ({
        ...{ rows: to - from, horizon: 14, quantileLevels: request.quantileLevels },
        features: partOfInputs(inputs, { from, to }),
      })),
    );
    expect(unpackForecasts(packed, request)).toEqual(whole);
    const isWhole = whole.map(({ quantiles }) => quantiles.every(Number.isInteger));
    expect(isWhole).toEqual([false, true, false]);
  });

  it('refuses histories of another length than it reads', () => {
    using model = createLearnedModel(toldParts());
    const features = blankInputs(toldFeatures, 2);
    const asked = { rows: 2, horizon: 14, quantileLevels: [0.5], features };
    expect(() => model.answer(new Float64Array(2 * 28), [asked])).toThrow(/2 rows of 56 periods/);
  });

  it('refuses to answer without the features that it reads', () => {
    using model = createLearnedModel(toldParts());
    expect(() => model.forecast([aSeries()], request)).toThrow(/reads features, and none came/);
  });

  const [first] = tinyTensors();
  it.each<[string, ModelParts, RegExp]>([
    ['another kind', partsWith({ manifest: tinyFacts({ kind: 'ensemble' }) }), /kind ensemble/],
    ['no architecture', partsWith({ manifest: tinyFacts({ architecture: {} }) }), /horizon/],
    ['a missing tensor', partsWith({ tensors: tinyTensors().slice(1) }), /is missing/],
    [
      'a wrong shape',
      partsWith({ tensors: [{ ...first!, shape: [8, 28] }, ...tinyTensors().slice(1)] }),
      /has the shape \[8, 28\], but its network needs \[28, 8\]/,
    ],
    [
      'a tensor too many',
      partsWith({ tensors: [...tinyTensors(), { ...first!, name: 'other' }] }),
      /other belongs to no member/,
    ],
    [
      'covariates',
      partsWith({
        manifest: architectureWith({
          members: tinyArchitecture.members.map((member) => ({
            ...member,
            network: { ...member.network, covariates: { known: 1, constant: 0 } },
          })),
        }),
      }),
      /covariates/,
    ],
  ])('refuses %s, says what does not fit, and leaves nothing behind', (_name, parts, message) => {
    const before = tf.memory().numTensors;
    expect(() => createLearnedModel(parts)).toThrow(message);
    expect(() => createLearnedModel(parts)).toThrow(
      expect.toSatisfy((error: unknown) => isForecastError(error, 'ARTIFACT_UNUSABLE')) as Error,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    {
      using model = createLearnedModel(partsWith());
      model.forecast([aSeries()], request);
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
