/**
 * Official scores of a hierarchy: WRMSSE and WSPL as M5 defines them, and per-level tables of WAPE, bias, MASE, interval
 * coverage and forecast value added.
 *
 * `scalesAt` and `levelWeights` are recomputed for each cutoff, or given; `ScoredSums` adds items up to levels;
 * `scoreLevel` scores one level, `scaledScores` only what each series scores on its own scale, and `averageScores` makes the
 * score of the hierarchy.
 */
export { averageScores } from './average-scores.ts';
export type { LevelInput, QuantileRows } from './level-input.ts';
export type { IntervalScore, LevelScore, Scores } from './level-score.ts';
export { m5QuantileLevels } from './m5-quantiles.ts';
export { scaledScores } from './scaled-sums.ts';
export { type Scales, scalesAt, scalesOfRows } from './scales.ts';
export { scoreLevel } from './score-level.ts';
export { ScoredSums } from './scored-sums.ts';
export { seasonalNaiveRows } from './seasonal-naive-rows.ts';
export { dollarSales, levelWeights, m5WeightPeriods, unitSales } from './weights.ts';
