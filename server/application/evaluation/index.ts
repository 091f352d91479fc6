/** Scores forecast files of any origin against actual demand, at every level of a hierarchy. */
export { EvaluateFiles, type Evaluation } from './evaluate-files.ts';
export type { EvaluationInput } from './evaluation-command.ts';
export type { PointScores, ValueScores } from './value-scores.ts';
