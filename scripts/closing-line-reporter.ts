import type { Reporter } from 'vitest/node';

/** What is read of a finished test file: Vitest's `TestModule` has this shape. */
interface FinishedModule {
  /** False where a test, a hook or the file itself failed. */
  ok(): boolean;
  readonly children: { allTests(): Iterable<{ result(): { readonly state: string } }> };
}

/** The part of the process that is needed to have the last word. */
interface EndingProcess {
  once(event: 'exit', listener: () => void): unknown;
  readonly stdout: { write(text: string): unknown };
}

/**
 * Closes a test run with `N passed, N failed, N skipped` alone on the last line, for people and for programs that read
 * logs. A file that could not run and an error outside of any test count as one failure each, so that a run that ends
 * with a failing exit code never reports `0 failed` because of them.
 */
export class ClosingLineReporter implements Reporter {
  readonly #process: EndingProcess;
  #line: string | null = null;

  constructor(endingProcess: EndingProcess = process) {
    this.#process = endingProcess;
  }

  /** The coverage summary is printed after every reporter has finished, hence the exit listener. */
  onInit(): void {
    this.#process.once('exit', () => {
      if (this.#line !== null) this.#process.stdout.write(`\n${this.#line}\n`);
    });
  }

  onTestRunEnd(modules: readonly FinishedModule[], unhandledErrors: readonly unknown[]): void {
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const states = Array.from(module.children.allTests(), (test) => test.result().state);
      const failed = states.filter((state) => state === 'failed').length;
      totals.passed += states.filter((state) => state === 'passed').length;
      totals.skipped += states.filter((state) => state === 'skipped').length;
      totals.failed += module.ok() ? failed : Math.max(1, failed);
    }
    this.#line = `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`;
  }
}
