import { describe, expect, it } from 'vitest';

import { dateOf } from '../calendar/index.ts';
import { type DemandClass, demandPattern } from './demand-class.ts';
import { type SyntheticItem, type SyntheticRetail, syntheticRetail } from './synthetic-retail.ts';

/** Shares of the demand classes of M5's 30,490 series (Makridakis, Spiliotis and Assimakopoulos, IJF 38, 2022). */
const m5Shares: Readonly<Record<DemandClass, number>> = {
  intermittent: 0.73,
  lumpy: 0.17,
  smooth: 0.07,
  erratic: 0.03,
};

function sample(retail: SyntheticRetail, step: number): readonly SyntheticItem[] {
  const count = Math.floor(retail.itemCount / step);
  return Array.from({ length: count }, (_, place) => retail.item(place * step));
}

function shapeOf(items: readonly SyntheticItem[]) {
  const patterns = items.flatMap(({ demand }) => demandPattern(demand) ?? []);
  const days = patterns.map(({ zeroShare }) => zeroShare);
  return {
    share: (name: DemandClass) =>
      patterns.filter((pattern) => pattern.class === name).length / patterns.length,
    zeroShare: days.reduce((sum, value) => sum + value, 0) / days.length,
  };
}

function total(demand: Float32Array): number {
  return demand.reduce((sum, value) => sum + value, 0);
}

const demo = syntheticRetail({ scale: 'demo', seed: 1 });
const demoItems = [...demo.items()];
const large = syntheticRetail({ scale: 'm5', seed: 1 });
const largeSample = sample(large, 23);

describe('syntheticRetail', () => {
  it('says what it is: synthetic, daily, three years or the days of M5', () => {
    expect(demo).toMatchObject({ itemCount: 300, periods: 1096 });
    expect(large).toMatchObject({ itemCount: 30_490, periods: 1941 });
    for (const { dataset } of [demo, large]) {
      expect(dataset.synthetic).toBe(true);
      expect(dataset.name).toContain('Synthetic');
      expect(dataset.description).toContain('generated, not observed');
    }
    const { startPeriod, periods } = large;
    const { calendar } = large.dataset;
    expect(dateOf(calendar, startPeriod)).toBe('2011-01-29');
    expect(dateOf(calendar, startPeriod + periods - 1)).toBe('2016-05-22');
    expect(demo.item(0).attributes.attributes).toEqual({
      product: 'PANTRY_1_001',
      synthetic: true,
    });
  });

  it('has unique keys, seven departments of three categories and stores in three states', () => {
    expect(new Set(demoItems.map(({ attributes }) => attributes.key)).size).toBe(300);
    const distinct = (field: 'department' | 'category' | 'store' | 'state') =>
      new Set(largeSample.map(({ attributes }) => attributes[field])).size;
    expect([distinct('department'), distinct('category')]).toEqual([7, 3]);
    expect([distinct('store'), distinct('state')]).toEqual([10, 3]);
  });

  it.each([
    ['the demo', demoItems, 0.04],
    ['the large scale', largeSample, 0.025],
  ])('is as intermittent as M5 in %s', (_, items, tolerance) => {
    const shape = shapeOf(items);
    for (const [name, expected] of Object.entries(m5Shares) as [DemandClass, number][]) {
      expect(Math.abs(shape.share(name) - expected), name).toBeLessThan(tolerance);
    }
    expect(Math.abs(shape.zeroShare - 0.6)).toBeLessThan(tolerance);
  });

  it('makes an item from scale, seed and index alone', () => {
    const again = syntheticRetail({ scale: 'demo', seed: 1 });
    for (const index of [299, 7, 150]) expect(again.item(index)).toEqual(demoItems[index]);
    const other = syntheticRetail({ scale: 'demo', seed: 2 });
    expect(other.item(7).demand).not.toEqual(demoItems[7]?.demand);
    expect(other.item(7).attributes).toEqual(demoItems[7]?.attributes);
  });

  it('keeps its values while its version stays the same', () => {
    // Raise syntheticVersion when these change: stored data is recognised by version, scale and seed.
    expect([0, 44, 123].map((index) => total(demoItems[index]!.demand))).toMatchInlineSnapshot(`
      [
        1614,
        884,
        1381,
      ]
    `);
    expect(total(large.item(30_000).demand)).toMatchInlineSnapshot(`167`);
  });

  it('holds counts at every listed day and nothing outside the listing', () => {
    for (const { demand, prices } of largeSample) {
      expect(demand.length).toBe(1941);
      expect(prices.length).toBe(1941);
      demand.forEach((value, day) => {
        if (!Number.isInteger(value) || value < 0) expect.fail(`demand ${value} on day ${day}`);
        if (Number.isNaN(prices[day]) && value !== 0) expect.fail(`sold unlisted on day ${day}`);
        if ((prices[day] ?? 0) <= 0) expect.fail(`price ${String(prices[day])} on day ${day}`);
      });
    }
  });

  it('sells nothing on Christmas Day', () => {
    const { startPeriod, periods } = demo;
    const { calendar } = demo.dataset;
    for (let day = 0; day < periods; day += 1) {
      if (!dateOf(calendar, startPeriod + day).endsWith('12-25')) continue;
      expect(demoItems.reduce((sum, { demand }) => sum + demand[day]!, 0)).toBe(0);
    }
  });

  it('has new items, late items and delisted items', () => {
    const firstListed = largeSample.map(({ prices }) => prices.findIndex((price) => price > 0));
    const isListedAtEnd = largeSample.map(({ prices }) => prices[1940]! > 0);
    const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;
    expect(share(firstListed.map((day) => day === 0))).toBeGreaterThan(0.3);
    expect(share(firstListed.map((day) => day > 365))).toBeGreaterThan(0.3);
    expect(firstListed.some((day) => day > 1941 - 77)).toBe(true);
    expect(share(isListedAtEnd.map((listed) => !listed))).toBeGreaterThan(0.005);
    expect(share(isListedAtEnd.map((listed) => !listed))).toBeLessThan(0.04);
  });

  it('sells in one store what is popular in another', () => {
    const logs = (store: number) =>
      demoItems
        .slice(store * 100, store * 100 + 100)
        .map(({ demand }) => Math.log1p(total(demand)));
    expect(correlation(logs(0), logs(1))).toBeGreaterThan(0.5);
    expect(correlation(logs(1), logs(2))).toBeGreaterThan(0.5);
  });

  it('sells more at a reduced price', () => {
    let reduced = { units: 0, days: 0 };
    let usual = { units: 0, days: 0 };
    for (const { demand, prices } of largeSample) {
      // Compare a week with the week before it, where the price fell by more than 15 %.
      for (let day = 7; day + 7 <= demand.length; day += 7) {
        if (!(prices[day]! < prices[day - 1]! * 0.85)) continue;
        reduced = {
          units: reduced.units + total(demand.subarray(day, day + 7)),
          days: reduced.days + 7,
        };
        usual = { units: usual.units + total(demand.subarray(day - 7, day)), days: usual.days + 7 };
      }
    }
    expect(reduced.days).toBeGreaterThan(500);
    expect(reduced.units / reduced.days).toBeGreaterThan((1.4 * usual.units) / usual.days);
  });

  it('refuses an index outside the assortment', () => {
    expect(() => demo.item(300)).toThrow('0 .. 299');
    expect(() => demo.item(-1)).toThrow('found -1');
  });
});

function correlation(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [leftMean, rightMean] = [mean(left), mean(right)];
  const product = mean(
    left.map((value, index) => (value - leftMean) * (right[index]! - rightMean)),
  );
  const variance = (values: readonly number[], center: number) =>
    mean(values.map((value) => (value - center) ** 2));
  return product / Math.sqrt(variance(left, leftMean) * variance(right, rightMean));
}
