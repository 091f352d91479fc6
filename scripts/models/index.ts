/** Models on the command line: tables, cards and what moves of aliases did. */
export {
  ledgerColumns,
  modelColumns,
  verificationColumns,
  versionColumns,
} from './model-tables.ts';
export { reportMove } from './report-move.ts';
export { writeCards } from './write-cards.ts';
