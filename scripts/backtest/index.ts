/** Backtests for people and programs: reports as table, CSV, JSON and one HTML file with drawings; lists and comparisons of runs. */
export { comparisonCsv } from './comparison-csv.ts';
export { comparisonJson } from './comparison-json.ts';
export { formatComparison } from './comparison-table.ts';
export { reportCsv } from './report-csv.ts';
export { reportHtml } from './report-html.ts';
export { reportJson } from './report-json.ts';
export { formatReport } from './report-table.ts';
export { formatRuns, runJson } from './run-list.ts';
export { score } from './score-text.ts';
