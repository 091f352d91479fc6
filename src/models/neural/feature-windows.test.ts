import { describe, expect, it } from 'vitest';

import {
  defaultFeatureSpec,
  type FeatureData,
  featureWidths,
  fitFeatures,
  PanelFeatures,
} from '../../features/index.ts';
import { createRandom } from '../../math/index.ts';
import { sliceSeries } from '../../series/index.ts';
import {
  createBatch,
  featureBatch,
  featureCovariates,
  FeatureWindows,
  holdOutFeatures,
  type WindowBatch,
} from './index.ts';

const horizon = 7;
const days = 160;
const cutoff = 100 + days - 1;

/** Three items: one of its own price, one that began late, one that never sold. */
function panelOf(
  change: (value: number, period: number) => number = (value) => value,
): FeatureData {
  const series = [0, 1, 2].map((item) => ({
    key: String(item),
    start: item === 1 ? 200 : 100,
    values: Float64Array.from({ length: item === 1 ? days - 100 : days }, (_, at) =>
      item === 2 ? 0 : change(1 + ((at + item) % 7), (item === 1 ? 200 : 100) + at),
    ),
  }));
  const price = {
    key: '0',
    start: 100,
    values: Float64Array.from({ length: days + 30 }, (_, at) => 2 + Math.floor(at / 40)),
  };
  return {
    panel: { calendar: { frequency: 'daily', weekStartsOn: 1 }, series },
    covariates: {
      events: [
        { period: 150, name: 'Fair', kind: 'Cultural', region: '' },
        { period: 255, name: 'SNAP', kind: 'SNAP', region: 'CA' },
      ],
      series: [
        { attributes: { state: 'CA', store: 'CA_1' }, price },
        { attributes: { state: 'TX', store: 'TX_1' }, price: null },
        { attributes: { state: 'CA', store: 'CA_1' }, price: null },
      ],
    },
  };
}

const data = panelOf();
const fitted = fitFeatures(
  { ...defaultFeatureSpec('daily'), lookback: 28, pastCovariates: true, lags: [], seasonMeans: [] },
  data,
  cutoff,
);
const widths = featureWidths(fitted);
const covariates = featureCovariates(widths);
const shape = { inputSize: 14, horizon, ...covariates, knownPast: covariates.known };
const sampling = { recentHorizons: 10, minimumInputs: 7, horizons: 'whole' } as const;

function batchOf(
  given: FeatureData,
  forgets = { prices: 0, categories: 0 },
  seed = 1,
): WindowBatch {
  const windows = new FeatureWindows({
    ...{ fitted, data: given, shape, sampling, forgets },
    link: 'identity',
  });
  const batch = createBatch({ ...shape, rows: 64 });
  windows.sample(batch, createRandom(seed));
  return batch;
}

describe('FeatureWindows', () => {
  it('draws the same windows from the same stream, into a batch that was used before too', () => {
    const windows = new FeatureWindows({
      ...{ fitted, data, shape, sampling, link: 'identity' },
      forgets: { prices: 0.5, categories: 0.5 },
    });
    const [used, fresh] = [
      createBatch({ ...shape, rows: 16 }),
      createBatch({ ...shape, rows: 16 }),
    ];
    windows.sample(used, createRandom(9));
    windows.sample(used, createRandom(4));
    windows.sample(fresh, createRandom(4));
    expect(used).toEqual(fresh);
  });

  it('tells networks nothing of the demand that they are to forecast', () => {
    // All that lies in the last horizon is target in every window that ends there, and input in none.
    const last = cutoff - horizon;
    const other = panelOf((value, period) => (period > last ? 1000 : value));
    const atEnd = { recentHorizons: 1e-9, minimumInputs: 7, horizons: 'whole' } as const;
    const batches = [data, other].map((given) => {
      const batch = createBatch({ ...shape, rows: 32 });
      new FeatureWindows({
        ...{ fitted, data: given, shape, sampling: atEnd, link: 'identity' },
        forgets: { prices: 0, categories: 0 },
      }).sample(batch, createRandom(2));
      return batch;
    });
    const [one, another] = batches.map(told);
    expect(another).toEqual(one);
    expect(batches[1]!.targets).not.toEqual(batches[0]!.targets);
  });

  it('reads the same as a forecast at the same cutoff, from a short history', () => {
    const short = data.panel.series.map((series) => sliceSeries(series, cutoff - 363, cutoff));
    const serving = { ...data, panel: { ...data.panel, series: short } };
    const samples = [0, 1, 2].map((series) => ({ series, cutoff }));
    const blocks = new PanelFeatures(fitted, serving, horizon).build(samples);
    const served = featureBatch({ blocks, widths, first: 0 }, { ...shape, rows: 3 }, 'identity');
    const { origins } = holdOutFeatures(
      { fitted, data: { ...data, panel: { ...data.panel, series: longer() } } },
      shape,
      'identity',
      1,
    );
    expect(told(origins[0]!)).toEqual(told(served));
  });

  it('counts targets of days on which an item was on sale, in units of its level', () => {
    const batch = batchOf(data);
    for (let row = 0; row < batch.rows; row += 1) {
      for (let lead = 0; lead < horizon; lead += 1) {
        const at = row * horizon + lead;
        expect([0, 1 / horizon]).toContainEqual(expect.closeTo(batch.targetWeights[at]!, 6));
        if (batch.targetWeights[at] === 0) expect(batch.targets[at]).toBe(0);
        else expectWhole(batch.targets[at]! * batch.levels[row]!);
      }
    }
  });

  it('forgets planned prices and categories as often as it is told', () => {
    const { constants, constant, knownFuture } = batchOf(data, { prices: 1, categories: 1 });
    const sizes = widths.categories;
    for (let row = 0; row < 64; row += 1) {
      let column = row * constant + widths.summary;
      for (const size of sizes) {
        expect([...constants.subarray(column, column + size)]).toEqual([
          1,
          ...Array<number>(size - 1).fill(0),
        ]);
        column += size;
      }
    }
    const known = new PanelFeatures(fitted, data, horizon).layout.future.indexOf('price.known');
    const told = knownFuture.filter((_, at) => at % shape.known === known);
    expect(Math.max(...told)).toBe(0);
    const { knownFuture: all } = batchOf(data);
    expect(Math.max(...all.filter((_, at) => at % shape.known === known))).toBe(1);
  });

  it('holds out the last horizons: no window that is trained on reaches into them', () => {
    const { training, origins } = holdOutFeatures({ fitted, data }, shape, 'identity', 2);
    expect(origins).toHaveLength(2);
    for (const { start, values } of training.data.panel.series) {
      expect(start + values.length - 1).toBe(cutoff - 2 * horizon);
    }
    expect(origins[0]!.targetWeights.some((weight) => weight > 0)).toBe(true);
  });
});

/** The panel with a horizon more behind its end. */
function longer(): FeatureData['panel']['series'] {
  return data.panel.series.map((series) => {
    const values = new Float64Array(series.values.length + horizon).fill(3);
    values.set(series.values);
    return { ...series, values };
  });
}

function expectWhole(demand: number): void {
  expect(demand).toBeCloseTo(Math.round(demand), 4);
}

/** What a network reads of a batch. */
function told(batch: WindowBatch) {
  const { inputs, inputMask, levels, knownInputs, knownFuture, constants } = batch;
  return { inputs, inputMask, levels, knownInputs, knownFuture, constants };
}
