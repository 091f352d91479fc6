import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { frequencies } from '../../calendar/index.ts';
import { aggregate, bottomLevel } from '../../hierarchy/index.ts';
import type { HierarchyForecaster, HierarchyPanel } from '../forecaster.ts';
import { hierarchyForecasters } from '../index.ts';
import { esx, regression, topDown } from './index.ts';
import {
  context,
  cutoff,
  days,
  horizon,
  noise,
  quantileLevels,
  shopPanel,
} from './testing/shop-panel.ts';

function forecast(model: HierarchyForecaster, panel: HierarchyPanel) {
  return model.fit(panel, context).forecast({ horizon, quantileLevels });
}

function totalMean(model: HierarchyForecaster, panel: HierarchyPanel): Float64Array {
  return forecast(model, panel)[0]!.mean;
}

function itemMean(panel: HierarchyPanel, item: number, model = topDown): number {
  const { mean } = forecast(model, panel)[bottomLevel(panel.hierarchy).first + item]!;
  return mean.reduce((sum, value) => sum + value, 0) / horizon;
}

const steady = (item: number, day: number) =>
  Math.max(0, Math.round(5 + (item % 5) + (day % 7) + 2 * noise(item, day)));

describe.each(hierarchyForecasters)('$name', (model) => {
  const anyValue = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
    { weight: 1, arbitrary: fc.double({ min: -50, max: 1e6, noNaN: true }) },
  );

  it('answers any panel with finite means that add up and monotone quantiles of every row', () => {
    const histories = fc.array(fc.array(anyValue, { maxLength: 50 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(histories, fc.constantFrom(...frequencies), (rows, frequency) => {
        const blank = shopPanel({ sells: () => 0, items: rows.length });
        const series = rows.map((values, item) => ({
          key: `item ${item}`,
          start: cutoff - values.length + 1,
          values: Float64Array.from(values),
        }));
        const panel = { ...blank, calendar: { frequency, weekStartsOn: 1 }, series };
        const answers = forecast(model, panel);
        expect(answers).toHaveLength(panel.hierarchy.rows);
        expectCoherent(panel, answers);
        answers.forEach(expectSound);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same bytes for the same panel and writes nothing into it', () => {
    const panel = shopPanel({ sells: steady });
    const before = panel.series.map(({ values }) => values.slice());
    expect(forecast(model, panel)).toEqual(forecast(model, panel));
    expect(panel.series.map(({ values }) => values)).toEqual(before);
  });

  it('forecasts nothing from panels that never sold, and from one without items', () => {
    const unsold = shopPanel({ sells: () => 0 });
    for (const { mean } of forecast(model, unsold)) expect(Math.max(...mean)).toBe(0);
    const none = shopPanel({ sells: () => 0, items: 0 });
    expect(forecast(model, none)).toEqual([]);
  });

  it('refuses a horizon beyond that of its fit', () => {
    const fitted = model.fit(shopPanel({ sells: steady }), context);
    for (const wrong of [0, horizon + 1, 1.5]) {
      expect(() => fitted.forecast({ horizon: wrong, quantileLevels })).toThrow(`found ${wrong}`);
    }
  });

  it('says the same of the first lead times whatever horizon is asked', () => {
    const fitted = model.fit(shopPanel({ sells: steady }), context);
    const long = fitted.forecast({ horizon, quantileLevels })[1]!;
    const short = fitted.forecast({ horizon: 3, quantileLevels })[1]!;
    expect(short.mean).toEqual(long.mean.subarray(0, 3));
    expect(short.median).toEqual(long.median.subarray(0, 3));
  });

  it('says the same at a level whatever other levels are asked', () => {
    const fitted = model.fit(shopPanel({ sells: steady }), context);
    const all = fitted.forecast({ horizon, quantileLevels })[1]!;
    const alone = fitted.forecast({ horizon, quantileLevels: quantileLevels.slice(1, 2) })[1]!;
    expect(alone).toEqual({ ...all, quantiles: all.quantiles.subarray(horizon, 2 * horizon) });
  });

  it('chooses effects up to the fit cutoff and follows the level after it', () => {
    const panel = shopPanel({ sells: steady });
    const fitted = model.fit(panel, { ...context, fitCutoff: cutoff - 100 });
    fitted.forecast({ horizon, quantileLevels }).forEach(expectSound);
  });

  it('learns what a day of benefits sells in its region, and nothing elsewhere', () => {
    const isPaid = (day: number) => day % 30 < 5;
    const events = Array.from({ length: days + horizon }, (_, period) => period)
      .filter(isPaid)
      .map((period) => ({ period, name: 'SNAP', kind: 'SNAP', region: 'CA' }));
    const sells = (item: number, day: number) =>
      Math.round((item % 2 === 0 && isPaid(day) ? 30 : 20) + 2 * noise(item, day));
    const answers = forecast(model, shopPanel({ sells, events }));
    const ahead = Array.from({ length: horizon }, (_, lead) => lead);
    const [paid, plain] = [true, false].map((wanted) =>
      ahead.filter((lead) => isPaid(days + lead) === wanted),
    );
    const ratio = (row: number) =>
      meanOver(answers[row]!.mean, paid!) / meanOver(answers[row]!.mean, plain!);
    expect(ratio(1)).toBeGreaterThan(1.4);
    expect(ratio(1)).toBeLessThan(1.6);
    expect(ratio(2)).toBeCloseTo(1, 1);
  });

  it('learns what an event sells on its day, and closes on days that were always closed', () => {
    const [party, closed] = [days + 3, days + 8];
    const yearly = (last: number, name: string) =>
      [last - 730, last - 365, last].map((period) => ({
        period,
        name,
        kind: 'Cultural',
        region: '',
      }));
    const isParty = (day: number) => [party - 730, party - 365].includes(day);
    const isClosed = (day: number) => [closed - 730, closed - 365].includes(day);
    const events = [...yearly(party, 'Party'), ...yearly(closed, 'Closed')];
    const sells = (item: number, day: number) =>
      isClosed(day) ? 0 : Math.round((isParty(day) ? 60 : 20) + 2 * noise(item, day));
    const total = totalMean(model, shopPanel({ sells, events }));
    expect(total[3]! / total[5]!).toBeGreaterThan(1.5);
    expect(total[8]).toBe(0);
    expect(total[9]! / total[5]!).toBeGreaterThan(0.8);
  });

  it('learns what lower prices sell, and knows planned ones', () => {
    const price = (_: number, day: number) => (Math.floor(day / 14) % 4 === 1 ? 8 : 10);
    const sells = (item: number, day: number) =>
      Math.round(20 * (10 / price(item, day)) ** 2 + 2 * noise(item, day));
    const cheap = shopPanel({ sells, price: (item, day) => (day < days ? price(item, day) : 8) });
    const dear = shopPanel({ sells, price: (item, day) => (day < days ? price(item, day) : 10) });
    expect(totalMean(model, cheap)[6]! / totalMean(model, dear)[6]!).toBeGreaterThan(1.3);
  });

  it('gives an item without history what new items sell there, and listens to the little that one sold', () => {
    const launched = (item: number) => (item < 24 ? 0 : 700 - 10 * item);
    const sells = (item: number, day: number) =>
      (item < 24 ? 20 : 4) + Math.round(noise(item, day));
    const isNew = (item: number) => item === 36 || item === 37;
    const little = (item: number) => (item === 36 ? days : days - 10);
    const panel = shopPanel({
      sells: (item, day) => (item === 37 ? 12 : sells(item, day)),
      starts: (item) => (isNew(item) ? little(item) : launched(item)),
    });
    expect(itemMean(panel, 36, model)).toBeGreaterThan(2);
    expect(itemMean(panel, 36, model)).toBeLessThan(7);
    expect(itemMean(panel, 37, model)).toBeGreaterThan(5);
    expect(itemMean(panel, 37, model)).toBeLessThan(12);
  });

  it('covers demand about as often as it says, of items and of their sums', () => {
    const sells = (item: number, day: number) =>
      Math.max(0, Math.round(8 + 3 * noise(99, day) + 6 * noise(item, day)));
    const panel = shopPanel({ sells });
    const answers = forecast(model, panel);
    const inside = { total: 0, items: 0 };
    for (let lead = 0; lead < horizon; lead += 1) {
      let total = 0;
      for (let item = 0; item < 40; item += 1) {
        const demand = sells(item, days + lead);
        total += demand;
        inside.items += Number(
          isInside(answers[bottomLevel(panel.hierarchy).first + item]!, lead, demand),
        );
      }
      inside.total += Number(isInside(answers[0]!, lead, total));
    }
    expect(inside.items / (40 * horizon)).toBeGreaterThan(0.7);
    expect(inside.items / (40 * horizon)).toBeLessThan(0.95);
    expect(inside.total).toBeGreaterThanOrEqual(horizon / 2);
  });
});

describe('models of a whole panel', () => {
  it('expect nothing of an item whose demand has been unknown for long', () => {
    const panel = shopPanel({
      sells: (item, day) => (item === 5 && day > 500 ? Number.NaN : steady(item, day)),
    });
    expect(itemMean(panel, 5)).toBe(0);
  });

  it('work where items have no attributes: all of them are one group', () => {
    const panel = shopPanel({ sells: steady });
    const covariates = {
      events: [],
      series: panel.series.map(() => ({ attributes: {}, price: null })),
    };
    const answers = forecast(topDown, { ...panel, covariates });
    expectCoherent(panel, answers);
    expect(answers[0]!.mean[0]).toBeGreaterThan(100);
  });

  it('differ: a level that rose lately is followed by smoothing, not by regression', () => {
    const panel = shopPanel({
      sells: (item, day) => steady(item, day) + (day > days - 90 ? 10 : 0),
    });
    const [line, level] = [regression, esx].map((model) => totalMean(model, panel)[0]!);
    expect(level! / line!).toBeGreaterThan(1.1);
  });
});

function isInside(
  { quantiles }: { readonly quantiles: Float64Array },
  lead: number,
  demand: number,
): boolean {
  return demand >= quantiles[horizon + lead]! && demand <= quantiles[5 * horizon + lead]!;
}

function meanOver(values: Float64Array, leads: readonly number[]): number {
  return leads.reduce((sum, lead) => sum + values[lead]!, 0) / leads.length;
}

type Answer = ReturnType<typeof forecast>[number];

function expectCoherent({ hierarchy }: HierarchyPanel, answers: readonly Answer[]): void {
  const { first, count } = bottomLevel(hierarchy);
  const bottom = Float64Array.from(
    answers.slice(first, first + count).flatMap(({ mean }) => [...mean]),
  );
  const sums = aggregate(hierarchy, bottom, horizon);
  const means = answers.flatMap(({ mean }) => [...mean]);
  means.forEach((mean, at) => {
    expect(Math.abs(mean - sums[at]!)).toBeLessThanOrEqual(1e-6 * Math.max(1, mean));
  });
}

function expectSound({ mean, median, quantiles }: Answer): void {
  for (const numbers of [mean, median, quantiles]) {
    expect(numbers.every((number) => Number.isFinite(number) && number >= 0)).toBe(true);
  }
  for (let at = horizon; at < quantiles.length; at += 1) {
    expect(quantiles[at]!).toBeGreaterThanOrEqual(quantiles[at - horizon]!);
  }
  expect(quantiles.subarray(3 * horizon, 4 * horizon)).toEqual(median);
}
