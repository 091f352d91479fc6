import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { runToExit, StopRequested, untilStopped } from './lifetime.ts';

let exits: (number | string | null | undefined)[];
let ended: Promise<void>;

beforeEach(() => {
  exits = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  ended = promise;
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code);
    resolve(undefined);
    return undefined as never;
  });
});
// The handlers of a lifetime stay for as long as its process: a test must take them off the shared one.
const events: readonly (NodeJS.Signals | 'uncaughtException' | 'unhandledRejection')[] = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'uncaughtException',
  'unhandledRejection',
];
const before = new Set(events.flatMap((event) => process.rawListeners(event)));
afterEach(() => {
  vi.restoreAllMocks();
  const emitter: NodeJS.EventEmitter = process;
  for (const event of events) {
    for (const listener of emitter.rawListeners(event)) {
      if (!before.has(listener)) emitter.removeListener(event, listener as () => void);
    }
  }
});

function run(work: (signal: AbortSignal) => Promise<0 | 1>) {
  const steps: string[] = [];
  const running = runToExit(
    async (signal) => {
      const code = await work(signal);
      steps.push('worked');
      return code;
    },
    {
      graceSeconds: 60,
      say: (line) => steps.push(line),
      cleanUp: () => Promise.resolve(void steps.push('cleaned up')),
    },
  );
  return { running, steps };
}

test('the process ends with the code of its work, after cleaning up', async () => {
  const { running, steps } = run(() => Promise.resolve(1));
  await running;
  expect(exits).toEqual([1]);
  expect(steps).toEqual(['worked', 'cleaned up']);
});

test('a signal aborts the work and waits until it has put everything away', async () => {
  let reason: unknown = null;
  const { running, steps } = run(async (signal) => {
    await untilStopped(signal);
    reason = signal.reason;
    return 0;
  });
  process.emit('SIGTERM', 'SIGTERM');
  await Promise.all([running, ended]);
  expect(reason).toBeInstanceOf(StopRequested);
  expect(reason).toMatchObject({ signal: 'SIGTERM' });
  expect(steps).toEqual(['worked', 'cleaned up']);
  expect(exits).toEqual([0]);
});

test('a second signal ends the process at once, unless it is the echo of the first', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(10_000);
  const { steps } = run(() => new Promise(() => undefined));
  process.emit('SIGINT', 'SIGINT');
  now.mockReturnValue(10_900);
  process.emit('SIGINT', 'SIGINT');
  expect(exits).toEqual([]);
  now.mockReturnValue(11_000);
  process.emit('SIGINT', 'SIGINT');
  await ended;
  expect(exits).toEqual([1]);
  expect(steps).toEqual(['Second SIGINT: stopped at once.']);
});

test('an error that nobody caught ends the work as a failure', async () => {
  const { running, steps } = run(async (signal) => {
    await untilStopped(signal);
    return 0;
  });
  (process as NodeJS.EventEmitter).emit('uncaughtException', new Error('lost'));
  await Promise.all([running, ended]);
  expect(steps[0]).toContain('Unexpected failure: Error: lost');
  expect(exits).toEqual([1]);
});
