import { EventEmitter } from 'node:events';

import { describe, expect, it } from 'vitest';

import { ClosingLineReporter } from './closing-line-reporter.ts';

function aModule({ states, ok = !states.includes('failed') }: { states: string[]; ok?: boolean }) {
  return {
    ok: () => ok,
    children: { allTests: () => states.map((state) => ({ result: () => ({ state }) })) },
  };
}

function aProcess() {
  const written: string[] = [];
  const events = new EventEmitter();
  const ending = {
    once: (event: 'exit', listener: () => void) => events.once(event, listener),
    stdout: { write: (text: string) => written.push(text) },
  };
  return { ending, written, exit: () => events.emit('exit') };
}

describe('ClosingLineReporter', () => {
  it('adds up the tests of every file and says so when the process ends', () => {
    const { ending, written, exit } = aProcess();
    const reporter = new ClosingLineReporter(ending);
    reporter.onInit();
    reporter.onTestRunEnd(
      [
        aModule({ states: ['passed', 'skipped'] }),
        aModule({ states: ['passed', 'failed', 'failed'] }),
      ],
      [],
    );
    expect(written).toEqual([]);
    exit();
    expect(written.join('')).toBe('\n2 passed, 2 failed, 1 skipped\n');
  });

  it('counts a file that could not run and an error outside of tests as failures', () => {
    const { ending, written, exit } = aProcess();
    const reporter = new ClosingLineReporter(ending);
    reporter.onInit();
    reporter.onTestRunEnd([aModule({ states: [], ok: false })], [new Error('out of nowhere')]);
    exit();
    expect(written.join('')).toBe('\n0 passed, 2 failed, 0 skipped\n');
  });

  it('stays silent when no run was finished', () => {
    const { ending, written, exit } = aProcess();
    new ClosingLineReporter(ending).onInit();
    exit();
    expect(written).toEqual([]);
  });
});
