import closeWithGrace from 'close-with-grace';

import { type ExitCode, exitCodes } from './exit-codes.ts';

/** The reason of the abort when a signal asks the process to end. */
export class StopRequested extends Error {
  override readonly name = 'StopRequested';
  readonly signal: string;

  constructor(signal: string) {
    super(`${signal} received`);
    this.signal = signal;
  }
}

/** The exit code of work that a signal cut short. */
export function interruptedBy(stop: StopRequested): ExitCode {
  return stop.signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
}

interface LifetimeOptions {
  /** Time to end after a signal before the process is ended regardless. */
  readonly graceSeconds: number;
  readonly say: (line: string) => void;
  /** Last act, whatever happened: hand over what telemetry still holds. */
  readonly cleanUp: () => Promise<void>;
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** One wish to stop may arrive twice: from the terminal or the service manager, and forwarded by a parent process. */
const sameWishMs = 1000;

/**
 * Runs `work` and ends the process with the code that it answers. A signal aborts the `AbortSignal` with StopRequested and
 * waits for `work` to put everything away; a second one, later, ends the process at once.
 */
export async function runToExit(
  work: (signal: AbortSignal) => Promise<ExitCode>,
  { graceSeconds, say, cleanUp }: LifetimeOptions,
): Promise<void> {
  const controller = new AbortController();
  const working = work(controller.signal);
  const stop: { since: number | null } = { since: null };
  const grace = closeWithGrace(
    {
      delay: graceSeconds * 1000,
      logger: false,
      skip: ['beforeExit', ...stopSignals],
      onTimeout: () => {
        say(`Not everything ended within ${graceSeconds} s; stopped at once.`);
      },
    },
    async ({ err }) => {
      stop.since ??= performance.now();
      if (err !== undefined) {
        say(`Unexpected failure: ${err.stack ?? err.message}`);
        controller.abort(err);
      }
      const code = await working;
      await cleanUp();
      process.exit(err === undefined ? code : exitCodes.failure);
    },
  );
  const onSignal = (signal: string) => {
    if (stop.since === null) {
      controller.abort(new StopRequested(signal));
      grace.close();
    } else if (performance.now() - stop.since >= sameWishMs) {
      say(`Second ${signal}: stopped at once.`);
      process.exit(exitCodes.failure);
    }
  };
  for (const signal of stopSignals) process.on(signal, onSignal);
  const code = await working;
  // The handler above ends the process.
  if (stop.since !== null) return;
  await cleanUp();
  process.exit(code);
}

/** Resolves when the signal is aborted. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
