import { expect, test } from 'vitest';

import { memoryTerminal } from '../testing/memory-streams.ts';
import { progressLines } from './progress-lines.ts';
import { percentDone, progressText } from './progress-text.ts';
import { createProgress } from './progress.ts';

function linesAt() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const display = progressLines(
    (line) => lines.push(line),
    () => clock.now,
  );
  return { lines, clock, display };
}

const reading = { stage: 'read', total: 200, unit: 'rows' };

test('a log gets a line every five seconds and one for the last report of a stage', () => {
  const { lines, clock, display } = linesAt();
  for (const [now, done] of [
    [0, 1],
    [1000, 20],
    [5000, 50],
    [6000, 80],
    [11_000, 120],
    [12_000, 200],
  ] as const) {
    clock.now = now;
    display.report({ ...reading, done });
  }
  display.finish();
  expect(lines).toEqual([
    'read: 50 of 200 rows (25 %)',
    'read: 120 of 200 rows (60 %)',
    'read: 200 of 200 rows (100 %)',
  ]);
});

test('a new stage ends the one before it', () => {
  const { lines, display } = linesAt();
  display.report({ ...reading, done: 150 });
  display.report({ stage: 'write', done: 3, total: null, unit: 'items' });
  display.finish();
  display.finish();
  expect(lines).toEqual(['read: 150 of 200 rows (75 %)', 'write: 3 items']);
});

test('nothing is printed where nothing was reported', () => {
  const { lines, display } = linesAt();
  display.finish();
  expect(lines).toEqual([]);
});

test('bytes are shown in their own units, with the rows read so far', () => {
  const bytes = { stage: 'read', done: 1_500_000, total: 3e6, unit: 'bytes', rows: 12_000 };
  expect(progressText(bytes)).toBe('1.5 MB of 3.0 MB, 12,000 rows');
});

test('the time left is shown where it can be told', () => {
  const units = { stage: 'backtest', done: 1200, total: 4800, unit: 'forecasts', secondsLeft: 90 };
  expect(progressText(units)).toBe('1,200 of 4,800 forecasts, 1 min 30 s left');
});

test('100 % means all of it, and an empty work is done', () => {
  expect(percentDone({ ...reading, done: 199.9 })).toBe(99);
  expect(percentDone({ ...reading, done: 400 })).toBe(100);
  expect(percentDone({ ...reading, done: 0, total: 0 })).toBe(100);
  expect(percentDone({ ...reading, done: 7, total: null })).toBeNull();
});

test('on a terminal bars are drawn in place, one line per stage', () => {
  const { terminal, diagnostics } = memoryTerminal({ interactive: true });
  const progress = createProgress(terminal);
  progress.report({ ...reading, done: 100 });
  progress.report({ ...reading, done: 200 });
  progress.report({ stage: 'write', done: 3, total: null, unit: 'items' });
  progress.finish();
  expect(diagnostics()).toMatch(/read .*100 % \(200 of 200 rows/);
  expect(diagnostics()).toMatch(/write \(3 items/);
});

test('without a terminal there are lines instead of bars', () => {
  const { terminal, diagnostics } = memoryTerminal();
  const progress = createProgress(terminal);
  progress.report({ ...reading, done: 200 });
  progress.finish();
  expect(diagnostics()).toBe('read: 200 of 200 rows (100 %)\n');
});
