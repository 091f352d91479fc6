/** What commands write with: streams, tables, numbers and progress. */
export { formatBytes, formatCount, formatDuration, formatNumber } from './numbers.ts';
export type { ProgressDisplay } from './progress-display.ts';
export { createProgress } from './progress.ts';
export { type Column, formatTable } from './table.ts';
export { createTerminal, type OutputStream, ReaderGone, type Terminal } from './terminal.ts';
