import { progressBars } from './progress-bars.ts';
import type { ProgressDisplay } from './progress-display.ts';
import { progressLines } from './progress-lines.ts';
import type { Terminal } from './terminal.ts';

/** Bars where a person watches on a terminal, else lines that can be kept in a log. */
export function createProgress(terminal: Terminal): ProgressDisplay {
  return terminal.interactive
    ? progressBars(terminal.diagnostics)
    : progressLines(terminal.say, () => performance.now());
}
