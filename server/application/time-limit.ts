/** A signal that is aborted after some time, unless it is lifted before. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  lift(): void;
}

/** Keeps no process. A timer keeps whatever it was started for in memory, so lift the limit of what is done: `AbortSignal.timeout` cannot. */
export function timeLimit(seconds: number): TimeLimit {
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort(new Error(`took longer than ${seconds} s`));
  }, seconds * 1000);
  timer.unref();
  return {
    signal: over.signal,
    lift: () => {
      clearTimeout(timer);
    },
  };
}
