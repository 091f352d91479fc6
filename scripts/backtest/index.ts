/** A backtest's report for people and programs: table, CSV, JSON, and one HTML file with drawings. */
export { reportCsv } from './report-csv.ts';
export { reportHtml } from './report-html.ts';
export { reportJson } from './report-json.ts';
export { formatReport } from './report-table.ts';
export { score } from './score-text.ts';
