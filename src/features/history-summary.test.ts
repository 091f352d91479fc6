import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { demandTraits, type RollingStatistic } from './feature-spec.ts';
import { HistorySummary } from './history-summary.ts';
import { knownMedian } from './known-median.ts';
import { aSpec } from './testing/samples.ts';
import { VisibleDemand } from './visible-demand.ts';

const size = 20;

function summarise(history: readonly number[], windows: readonly number[]) {
  const spec = aSpec({
    inputSize: size,
    scale: { window: 10, offset: 1, limit: 100 },
    demand: demandTraits,
    demandWindow: 12,
    rolling: { mean: windows, std: windows, median: windows, max: windows, zeroShare: windows },
  });
  const demand = new VisibleDemand(size);
  demand.read(
    { key: 'item', start: 0, values: Float64Array.from(history) },
    null,
    'demand',
    history.length - 1,
  );
  const row = new Float32Array(demandTraits.length + 5 * spec.rolling.mean.length);
  const scale = new HistorySummary(spec).write(demand, row, 0);
  const trait = (name: (typeof demandTraits)[number]) => row[demandTraits.indexOf(name)]!;
  const rolling = (statistic: RollingStatistic, window: number) => {
    const order = ['mean', 'std', 'median', 'max', 'zeroShare'].indexOf(statistic);
    const { mean } = spec.rolling;
    return row[demandTraits.length + order * mean.length + mean.indexOf(window)]!;
  };
  return { scale, trait, rolling };
}

describe('the summary of a history', () => {
  it('follows the formulas of its definition', () => {
    const value = fc.oneof(
      fc.constant(0),
      fc.constant(Number.NaN),
      fc.integer({ min: 1, max: 50 }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (history) => {
        const windows = [1, 5, 12, 20];
        const { scale, rolling, trait } = summarise(history, windows);
        const visible = history.slice(-size);
        const firstSale = visible.findIndex((one) => one > 0);
        const listed = firstSale === -1 ? visible : visible.slice(firstSale);
        const known = (window: number) =>
          visible
            .slice(-window)
            .slice(-listed.length)
            .filter((one) => !Number.isNaN(one));
        const mean = (values: readonly number[]) =>
          values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
        const std = (values: readonly number[]) =>
          Math.sqrt(mean(values.map((one) => (one - mean(values)) ** 2)));
        expect(scale).toBeCloseTo(1 + mean(known(10)), 5);
        const log = (one: number) => Math.log((1 + one) / scale);
        for (const window of windows) {
          const values = known(window);
          const ascending = [...values].sort((one, other) => one - other);
          expect(rolling('mean', window)).toBeCloseTo(log(mean(values)), 5);
          expect(rolling('std', window)).toBeCloseTo(log(std(values)), 4);
          expect(rolling('max', window)).toBeCloseTo(log(Math.max(0, ...values)), 5);
          expect(rolling('median', window)).toBeCloseTo(
            log(ascending[Math.floor((values.length - 1) / 2)] ?? 0),
            5,
          );
          const zeros = values.filter((one) => one === 0).length;
          expect(rolling('zeroShare', window)).toBeCloseTo(
            values.length === 0 ? 1 : zeros / values.length,
            5,
          );
        }
        const recent = known(12);
        const sold = recent.filter((one) => one > 0);
        expect(trait('adi')).toBeCloseTo(
          Math.log(sold.length === 0 ? recent.length + 1 : recent.length / sold.length),
          5,
        );
        expect(trait('cv2')).toBeCloseTo(
          sold.length === 0 ? 0 : Math.log1p((std(sold) / mean(sold)) ** 2),
          4,
        );
        expect(trait('known-share')).toBeCloseTo(recent.length / 12, 5);
      }),
    );
  });

  it('tells a steady item from an intermittent one', () => {
    const steady = summarise(
      Array.from({ length: 20 }, () => 4),
      [],
    );
    const rare = summarise(
      Array.from({ length: 20 }, (_, index) => (index % 6 === 2 ? 9 : 0)),
      [],
    );
    expect(steady.trait('adi')).toBe(0);
    expect(steady.trait('cv2')).toBe(0);
    expect(rare.trait('adi')).toBeCloseTo(Math.log(6), 5);
    expect(rare.trait('since-last-sale')).toBeCloseTo(Math.log1p(5) / Math.log1p(20), 5);
    expect(rare.trait('listed-share')).toBe(1);
  });

  it('stays finite for demand as large as a database holds', () => {
    const { scale, trait, rolling } = summarise([3.4e38, 0, 3.4e38, -2], [5]);
    expect(scale).toBe(Math.fround(1e30));
    for (const value of [trait('level'), trait('cv2'), rolling('std', 5), rolling('max', 5)]) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});

describe('the median of known values', () => {
  it('is the lower middle one of the sorted values', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.nat({ max: 40 }), (values, length) => {
        const window = Math.min(length, values.length);
        const known = values
          .slice(0, window)
          .filter((one) => !Number.isNaN(one))
          .sort((one, other) => one - other);
        const found = knownMedian(Float64Array.from(values), window, new Float64Array(40));
        expect(found).toBe(known[Math.floor((known.length - 1) / 2)] ?? 0);
      }),
    );
  });
});
