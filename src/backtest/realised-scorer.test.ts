import { describe, expect, test } from 'vitest';

import { itemLevel } from '../hierarchy/index.ts';
import { forecasters, type SeriesForecast } from '../models/index.ts';
import { type Series, sliceSeries } from '../series/index.ts';
import type { LeadSums } from './lead-sums.ts';
import { poolSums } from './pooled-scores.ts';
import { type RealisedScore, RealisedScorer } from './realised-scorer.ts';
import { basisOf, forecastsOf, itemsOf, plan, rowsOf } from './testing/small-shop.ts';
import { WindowScorer } from './window-scorer.ts';

const cutoff = 60;
const { horizon, quantileLevels } = plan;
const window = { index: 0, cutoff, fitCutoff: cutoff };
const model = forecasters.find(({ name }) => name === 'weekday-average')!;

function itemForecasts(items: readonly Series[]): readonly SeriesForecast[] {
  const past = items.map((one) => sliceSeries(one, one.start, cutoff));
  return forecastsOf([model], past, window)[0]!;
}

/** Scores in shards of so many items. */
function scoresOf(
  items: readonly Series[],
  forecasts: readonly SeriesForecast[],
  shard: number,
): readonly RealisedScore[] {
  const shape = { cutoff, horizon, quantileLevels, seasonLength: 7 };
  const scorer = new RealisedScorer(basisOf(items, cutoff).hierarchy, shape);
  for (let first = 0; first < items.length; first += shard) {
    const places = items.map((_, place) => place).slice(first, first + shard);
    scorer.add({
      places,
      demand: places.map((place) => items[place]!),
      forecasts: places.map((place) => forecasts[place]!),
    });
  }
  return scorer.result();
}

const scoreOf = (scores: readonly RealisedScore[], level: string, segment: string | null = null) =>
  scores.find((one) => one.level === level && one.segment === segment)!;

function numbers(sums: LeadSums): readonly number[] {
  const lists: Readonly<Record<string, Float64Array>> = { ...sums };
  return Object.values(lists).flatMap((values) => [...values]);
}

function expectSame(one: LeadSums, other: LeadSums): void {
  const expected = numbers(other);
  numbers(one).forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, 9);
  });
}

/** Two periods of the first item are unknown. */
function withGaps(items: readonly Series[]): readonly Series[] {
  return items.map((one, item) => {
    const values = one.values.slice();
    if (item === 0) values.fill(Number.NaN, cutoff + 2, cutoff + 4);
    return { ...one, values };
  });
}

describe('issued forecasts', () => {
  test('are scored by the sums that a backtest of the same forecasts has, also where demand is unknown', () => {
    const items = withGaps(itemsOf(7, 80));
    const basis = basisOf(items, cutoff);
    const rows = rowsOf(basis).map((one) => sliceSeries(one, one.start, cutoff));
    const inBacktest = new WindowScorer(basis, window, plan).score(
      forecastsOf([model], rows, window)[0]!,
    );
    const scores = scoresOf(items, itemForecasts(items), 3);
    for (const { level, series, leads, intervals } of inBacktest.levels) {
      const own = scoreOf(scores, level);
      expect(own.series).toBe(series);
      const isItems = level === itemLevel.name;
      // The medians of sums are not known where items alone are forecast.
      expectSame(own.leads, {
        ...leads,
        ...(isItems ? {} : { medianAbsoluteError: leads.absoluteError }),
      });
      if (!isItems) continue;
      own.intervals.forEach((tally, place) => {
        const { nominal, count, inside, shared, width } = intervals[place]!;
        expect(tally).toMatchObject({ nominal, count, inside });
        expect(tally.shared).toBeCloseTo(shared!, 9);
        expect(tally.width).toBeCloseTo(width, 9);
      });
    }
  });

  test('score the same however their items are split', () => {
    const items = withGaps(itemsOf(7, 80));
    const forecasts = itemForecasts(items);
    const whole = scoresOf(items, forecasts, 7);
    scoresOf(items, forecasts, 2).forEach((score, place) => {
      expect(score).toMatchObject({ level: whole[place]!.level, segment: whole[place]!.segment });
      expectSame(score.leads, whole[place]!.leads);
    });
  });

  test('are scored group by group, and groups add up to their level', () => {
    const items = itemsOf(6, 80);
    const scores = scoresOf(items, itemForecasts(items), 4);
    expect(scores.map(({ level, segment }) => [level, segment])).toEqual([
      ['total', null],
      ['store', null],
      ['store', 'CA'],
      ['store', 'TX'],
      ['item-store', null],
    ]);
    const [whole, ca, tx] = scores.slice(1).map(({ leads }) => leads.absoluteError);
    whole!.forEach((error, lead) => {
      expect(ca![lead]! + tx![lead]!).toBeCloseTo(error, 9);
    });
  });

  test('count for nothing in periods that demand has not reached', () => {
    const items = itemsOf(5, 80).map((one) => sliceSeries(one, one.start, cutoff + 2));
    const scores = scoresOf(items, itemForecasts(items), 5);
    expect([...scoreOf(scores, 'total').leads.count]).toEqual([1, 1, 0, 0]);
    const { leads, intervals } = scoreOf(scores, 'item-store');
    expect([...leads.count]).toEqual([5, 5, 0, 0]);
    expect(leads.absoluteError[2]).toBe(0);
    expect(intervals[0]!.count).toBe(10);
  });

  test('have no WAPE and no bias where nothing was sold', () => {
    const sold = itemsOf(4, 80).map((one) => {
      const values = one.values.slice();
      return { ...one, values: values.fill(0, cutoff + 1) };
    });
    for (const score of scoresOf(sold, itemForecasts(sold), 4)) {
      expect(poolSums([score])).toMatchObject({
        wape: null,
        wapeMean: null,
        bias: null,
        fva: null,
      });
    }
  });

  test('are scored over the items that were forecast alone', () => {
    const items = itemsOf(4, 80);
    const forecasts = itemForecasts(items);
    const shape = { cutoff, horizon, quantileLevels, seasonLength: 7 };
    const scorer = new RealisedScorer(basisOf(items, cutoff).hierarchy, shape);
    scorer.add({ places: [2], demand: [items[2]!], forecasts: [forecasts[2]!] });
    const scores = scorer.result();
    const total = scoreOf(scores, 'total');
    const expected = [...items[2]!.values.subarray(cutoff + 1, cutoff + 1 + horizon)];
    expect([...total.leads.actual]).toEqual(expected);
    expect(scoreOf(scores, 'store', 'TX').leads.count.every((count) => count === 0)).toBe(true);
    expect(scoreOf(scores, 'item-store').series).toBe(1);
  });
});
