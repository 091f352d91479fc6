/** Models on the command line: tables, cards and what moves of aliases did. */
export { formatTraining, trainingFacts } from './format-training.ts';
export {
  ledgerColumns,
  modelColumns,
  verificationColumns,
  versionColumns,
} from './model-tables.ts';
export { reportMove, reportRefusals } from './report-move.ts';

export { writeCards } from './write-cards.ts';
