import type { ModelTraining } from '../../server/application/model-training/index.ts';
import { formatTable } from '../terminal/index.ts';
import { scoreColumns } from './score-table.ts';

/** A training for people: the scores, and what was published. */
export function formatTraining({ version, unchanged, scores }: ModelTraining): string {
  const { model, version: name, sha256 } = version;
  const done = unchanged ? 'was published before' : 'is published';
  return `${formatTable(scoreColumns, scores)}\n${model}@${name} ${done}: ${sha256}\n`;
}

/** The same for programs. */
export function trainingFacts({ version, unchanged, scores }: ModelTraining): object {
  const { model, version: name, sha256, bytes, manifest } = version;
  const { trainingWindow, backend } = manifest;
  return { model, version: name, sha256, bytes, unchanged, backend, trainingWindow, scores };
}
