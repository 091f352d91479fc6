/** Scores any forecast file against a file of actual demand. */
export { readActuals } from './actuals-file.ts';
export { describeScores, type Evaluation } from './describe-scores.ts';
export { type ForecastFile, readForecasts } from './forecast-file.ts';
export { formatEvaluation } from './format-evaluation.ts';
export type { ReadControl } from './read-table.ts';
export { scoreForecasts, type ScoreOptions } from './score.ts';
