import { describe, expect, it } from 'vitest';

import { createRandom, type Random } from '../math/index.ts';
import {
  addQuantileError,
  noQuantileErrors,
  quantileCoverage,
  type QuantileSums,
} from '../metrics/index.ts';
import type { Series } from '../series/index.ts';
import { type Forecaster, forecasters } from './index.ts';

const history = 700;
const horizon = 14;
const levels = [0.05, 0.25, 0.5, 0.75, 0.95];

/** 100 series, each with a level of its own and a weekly season, long enough for a week of cutoffs. */
function simulate(seed: number, draw: (random: Random, expected: number) => number): Series[] {
  const root = createRandom(seed);
  return Array.from({ length: 100 }, (_, item) => {
    const random = root.fork(`item ${item}`);
    const level = 0.2 + 4 * random.uniform() ** 2;
    const values = Float64Array.from({ length: history + 7 + horizon }, (_value, day) =>
      draw(random, level * (day % 7 < 5 ? 0.8 : 1.5)),
    );
    return { key: `item ${item}`, start: 0, values };
  });
}

interface Coverage {
  readonly level: number;
  /** Share of the demand below, and at or below, the quantile. */
  readonly below: number;
  readonly atMost: number;
}

/** Over the cutoffs of one week, because a naive forecast from a Sunday is biased on its own. */
function measure(forecaster: Forecaster, series: readonly Series[]): Coverage[] {
  const panel = { calendar: { frequency: 'daily', weekStartsOn: 1 }, series } as const;
  const atMost: QuantileSums[] = levels.map(noQuantileErrors);
  const below: QuantileSums[] = levels.map(noQuantileErrors);
  for (let cutoff = history; cutoff < history + 7; cutoff += 1) {
    const forecasts = forecaster
      .fit(panel, { cutoff, horizon, seed: 0 })
      .forecast({ horizon, quantileLevels: levels });
    for (const [item, { quantiles }] of forecasts.entries()) {
      for (const [index, quantile] of quantiles.entries()) {
        const actual = series[item]!.values[cutoff + 1 + (index % horizon)]!;
        const q = Math.floor(index / horizon);
        addQuantileError(atMost[q]!, actual, quantile);
        addQuantileError(below[q]!, actual, quantile - 1e-9);
      }
    }
  }
  return levels.map((level, q) => ({
    level,
    below: quantileCoverage(below[q]!)!,
    atMost: quantileCoverage(atMost[q]!)!,
  }));
}

describe.each(forecasters)('quantiles of $name', (forecaster) => {
  it('cover continuous demand as often as their level says', () => {
    const series = simulate(11, (random, expected) => (random.gamma(2) / 2) * expected);
    for (const { level, atMost } of measure(forecaster, series)) {
      expect(Math.abs(atMost - level), `level ${level} covers ${atMost}`).toBeLessThan(0.03);
    }
  });

  it('stand where the counts of intermittent demand pass their level', () => {
    const series = simulate(12, (random, expected) => random.negativeBinomial(expected, 0.8));
    for (const { level, below, atMost } of measure(forecaster, series)) {
      expect(below, `level ${level}: ${below} below`).toBeLessThan(level + 0.03);
      expect(atMost, `level ${level}: ${atMost} at most`).toBeGreaterThan(level - 0.03);
    }
  });
});
