import { extname } from 'node:path';

import type { Evaluation } from '../../server/application/evaluation/index.ts';
import { formatLevels, levelsAsCsv } from './format-levels.ts';
import { formatValues } from './format-values.ts';

export const evaluationFormats = ['table', 'csv', 'json'] as const;
export type EvaluationFormat = (typeof evaluationFormats)[number];

/** The form that the options ask for, else that of the file's name, else tables. */
export function evaluationFormat(options: {
  readonly format?: EvaluationFormat;
  readonly json?: boolean;
  readonly output?: string;
}): EvaluationFormat {
  if (options.format !== undefined) return options.format;
  if (options.json === true) return 'json';
  const extension = extname(options.output?.replace(/\.gz$/, '') ?? '');
  if (extension === '.json') return 'json';
  return extension === '.csv' ? 'csv' : 'table';
}

/** An evaluation as text: the levels, and where items were forecast also all values and each lead time. */
export function formatEvaluation(evaluation: Evaluation, format: EvaluationFormat): string {
  const { values, ...levels } = evaluation;
  switch (format) {
    case 'json':
      return `${JSON.stringify({ ...levels, ...values }, null, 2)}\n`;
    case 'csv':
      return levelsAsCsv(evaluation);
    case 'table': {
      const parts = [
        ...(evaluation.levels.length === 0 ? [] : [formatLevels(evaluation)]),
        ...(values === null ? [] : [formatValues(values)]),
      ];
      return parts.join('\n');
    }
  }
}
