import { describe, expect, it } from 'vitest';

import { m5QuantileLevels } from '../evaluation/index.ts';
import { forecasterNamed, type SeriesForecast } from '../models/index.ts';
import { leaderboard, type ModelWindow } from './leaderboard.ts';
import { itemDemand } from './item-sums.ts';
import { basisOf, forecastsOf, itemsOf, plan, rowsOf } from './testing/small-shop.ts';
import { windowActuals } from './window-actuals.ts';
import { WindowScorer } from './window-scorer.ts';

const items = itemsOf(5, 120);
const { horizon } = plan;

function forecastAt(cutoff: number, model: string) {
  const basis = basisOf(items, cutoff);
  const rows = rowsOf(basis);
  const window = { index: 0, cutoff, fitCutoff: cutoff };
  const [forecasts] = forecastsOf([forecasterNamed(model)!], rows, window);
  return { basis, scorer: new WindowScorer(basis, window, plan), forecasts: forecasts! };
}

function scoreAt(cutoff: number, model: string) {
  const { scorer, forecasts } = forecastAt(cutoff, model);
  return scorer.score(forecasts);
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function average(values: readonly number[]): number {
  return total(values) / values.length;
}

describe('WindowScorer', () => {
  it('agrees with WRMSSE and WSPL straight from their definitions', () => {
    const cutoff = 110;
    const { basis, scorer, forecasts } = forecastAt(cutoff, 'moving-average');
    const { levels } = scorer.score(forecasts);
    const bottom = basis.hierarchy.levels.at(-1)!.first;
    const sold = (item: number, from: number, to: number) => [
      ...items[item]!.values.subarray(from, to),
    ];
    levels.forEach(({ wrmsse, wspl }, place) => {
      const { count, first, groupOf } = basis.hierarchy.levels[place]!;
      const scores = Array.from({ length: count }, (_, group) => {
        const members = [...items.keys()].filter((item) => groupOf[item] === group);
        const sum = (rows: readonly (readonly number[])[]) =>
          rows[0]!.map((_one, at) => total(rows.map((row) => row[at]!)));
        const past = sum(members.map((item) => sold(item, 0, cutoff + 1)));
        const steps = past.slice(1).map((value, at) => value - past[at]!);
        const actual = sum(members.map((item) => sold(item, cutoff + 1, cutoff + 1 + horizon)));
        const mean = sum(members.map((item) => [...forecasts[bottom + item]!.mean]));
        const losses = m5QuantileLevels.map((level) => {
          const at = plan.quantileLevels.indexOf(level) * horizon;
          const quantiles = forecasts[first + group]!.quantiles.subarray(at, at + horizon);
          return average(
            actual.map((value, at) =>
              Math.max(level * (value - quantiles[at]!), (level - 1) * (value - quantiles[at]!)),
            ),
          );
        });
        return {
          weight: total(past.slice(-28)),
          rmsse: Math.sqrt(
            average(actual.map((value, at) => (value - mean[at]!) ** 2)) /
              average(steps.map((step) => step ** 2)),
          ),
          spl: average(losses) / average(steps.map(Math.abs)),
        };
      });
      const weights = total(scores.map(({ weight }) => weight));
      const weighed = (score: 'rmsse' | 'spl') =>
        total(scores.map((one) => (one.weight / weights) * one[score]));
      expect(wrmsse).toBeCloseTo(weighed('rmsse'), 9);
      expect(wspl).toBeCloseTo(weighed('spl'), 9);
    });
  });

  it('adds up: lead times, items and levels hold the same errors', () => {
    const { levels, items: sums } = scoreAt(110, 'naive');
    const bottom = levels.at(-1)!.leads;
    expect(total(bottom.absoluteError)).toBeCloseTo(total(sums.absoluteError), 9);
    expect(total(bottom.squaredError)).toBeCloseTo(total(sums.squaredError), 9);
    expect(total(bottom.medianAbsoluteError)).toBeCloseTo(total(sums.medianAbsoluteError), 9);
    const actual = windowActuals(items, 110, horizon);
    expect(total(itemDemand(actual, horizon).actual)).toBeCloseTo(total(bottom.actual), 9);
    for (const { leads } of levels) {
      expect(total(leads.error)).toBeCloseTo(total(sums.error), 9);
      expect(total(leads.actual)).toBeCloseTo(total(bottom.actual), 9);
    }
  });

  it('measures value added against the plain seasonal naive forecast', () => {
    const { levels } = scoreAt(110, 'seasonal-naive');
    const [entry] = leaderboard([{ model: 'seasonal-naive', window: 0, seconds: 1, levels }]);
    for (const level of entry!.levels) {
      expect(level.fva).toBeCloseTo(100 * (level.wapeMean! - level.wape!), 9);
    }
  });

  it('leaves unknown demand out', () => {
    const gaps = items.map((series) => ({ ...series, values: series.values.slice() }));
    gaps[0]!.values[112] = Number.NaN;
    const basis = basisOf(gaps, 110);
    const window = { index: 0, cutoff: 110, fitCutoff: 110 };
    const nothing = {
      mean: new Float64Array(horizon),
      median: new Float64Array(horizon),
      quantiles: new Float64Array(horizon * plan.quantileLevels.length),
    };
    const rows = new Array<SeriesForecast>(basis.hierarchy.rows).fill(nothing);
    const { levels } = new WindowScorer(basis, window, plan).score(rows);
    expect([...levels.at(-1)!.leads.count]).toEqual([5, 4, 5, 5]);
    expect([...levels[0]!.leads.count]).toEqual([1, 1, 1, 1]);
    const demand = itemDemand(windowActuals(gaps, 110, horizon), horizon);
    expect([...demand.count]).toEqual([3, 4, 4, 4, 4]);
  });
});

describe('leaderboard', () => {
  const results = [100, 105, 110].flatMap((cutoff, window) =>
    ['naive', 'weekday-average', 'seasonal-naive'].map((model): ModelWindow => ({
      model,
      window,
      seconds: 2,
      levels: scoreAt(cutoff, model).levels,
    })),
  );
  const board = leaderboard(results);

  it('orders the models by the WAPE of their medians', () => {
    const wapes = board.map(({ wape }) => wape!);
    expect(wapes).toEqual(wapes.toSorted((one, other) => one - other));
    expect(board.map(({ seconds }) => seconds)).toEqual([6, 6, 6]);
    expect(leaderboard(results.toReversed())).toEqual(board);
  });

  it('pools errors over windows and means scaled scores', () => {
    for (const entry of board) {
      const own = results.filter(({ model }) => model === entry.model);
      const sum = (values: (window: ModelWindow) => Float64Array) =>
        own.reduce((so, one) => so + values(one).reduce((all, value) => all + value, 0), 0);
      const wape =
        sum((one) => one.levels.at(-1)!.leads.medianAbsoluteError) /
        sum((one) => one.levels.at(-1)!.leads.absoluteActual);
      expect(entry.wape).toBeCloseTo(wape, 9);
      const wrmsse = entry.windows.reduce((so, one) => so + one.wrmsse!, 0) / 3;
      expect(entry.wrmsse).toBeCloseTo(wrmsse, 9);
      expect(entry.leadTimes.map(({ leadTime }) => leadTime)).toEqual([1, 2, 3, 4]);
    }
  });

  it('counts how often demand lay inside of each central interval', () => {
    for (const { coverage } of board) {
      expect(coverage.map(({ nominal }) => nominal)).toEqual([0.99, 0.95, 0.8, 0.67, 0.5]);
      for (const one of coverage) {
        expect(one.coverage).toBeGreaterThanOrEqual(0);
        expect(one.coverage).toBeLessThanOrEqual(1);
      }
    }
  });
});
