/** How evaluations are shown: tables for people, CSV and JSON for programs. */
export { evaluationFormat, evaluationFormats, formatEvaluation } from './evaluation-formats.ts';
export type { EvaluationFormat } from './evaluation-formats.ts';
