import type { PooledScores } from '#core/backtest';
import { z } from 'zod';

const score = z.number().nullable();

/** The scores of a model at one level of the hierarchy, pooled over the origins that they were taken at. */
export const levelMetrics = z.strictObject({
  level: z.string().min(1).max(200),
  series: z.int().min(1),
  /** Of the median. */
  wape: score,
  wapeMean: score,
  /** Of the mean. */
  bias: score,
  rmsse: score,
  wrmsse: score,
  wspl: score,
  /** Points of `wape` better than seasonal naive. */
  fva: score,
  coverage: z.array(
    z.strictObject({
      nominal: z.number().gt(0).lt(1),
      coverage: score,
      /** With ties shared: what to compare with the nominal one where demand is counts. */
      shared: score,
      width: score,
    }),
  ),
});

/** What a manifest records of `PooledScores`: fractions, but for `fva`. */
export type LevelMetrics = z.infer<typeof levelMetrics>;

/** Leaves out what a manifest does not record: scores per lead time. */
export function levelMetricsOf(scores: PooledScores): LevelMetrics {
  const { level, series, wape, wapeMean, bias, rmsse, wrmsse, wspl, fva, coverage } = scores;
  return {
    level,
    series,
    wape,
    wapeMean,
    bias,
    rmsse,
    wrmsse,
    wspl,
    fva,
    coverage: coverage.map(({ nominal, coverage: observed, shared, width }) => ({
      nominal,
      coverage: observed,
      shared,
      width,
    })),
  };
}
