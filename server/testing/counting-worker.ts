// What the threads of the product load, which takes its time.
import '#core/models';

import { getPriority } from 'node:os';

export { nothing } from '../threads/index.ts';

/** Adds one to the number, and then holds the thread where it is asked to. */
export function count({ number, hold }: { readonly number: Int32Array; readonly hold: boolean }) {
  const before = Atomics.add(number, 0, 1);
  if (hold) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return before;
}

/** Of this thread: on Linux each has its own. */
export function priority(): number {
  return getPriority();
}
