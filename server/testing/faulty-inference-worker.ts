import type { InferenceResult } from '../application/serving/index.ts';
import {
  infer as inferSoundly,
  type InferenceMessage,
} from '../tensorflow/serving/inference-worker.ts';

export { nothing } from '../threads/index.ts';

/** What is wrong with the next runs; a test writes it into memory that it shares with the threads. */
export const faults = {
  none: 0,
  throwing: 1,
  slow: 2,
  exiting: 3,
  outOfMemory: 4,
  held: 5,
} as const;

/** The real worker, with a fault before it where the test wants one. */
export async function infer(
  message: InferenceMessage & { readonly fault: Int32Array },
): Promise<InferenceResult> {
  // Starts without a call are sound.
  if (message.requests.length === 0) return inferSoundly(message);
  Atomics.add(message.fault, 1, 1);
  switch (message.fault[0]!) {
    case faults.throwing:
      throw new Error('the network threw');
    case faults.slow:
      // Holds the thread as a network that computes too long does.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      break;
    case faults.exiting:
      process.exit(7);
      break;
    case faults.outOfMemory:
      exhaustMemory();
      break;
    case faults.held:
      // Until the test writes another fault and wakes the thread.
      Atomics.wait(message.fault, 0, faults.held);
      break;
    default:
  }
  return inferSoundly(message);
}

function exhaustMemory(): void {
  const kept: number[][] = [];
  for (;;) kept.push(new Array<number>(4_000_000).fill(kept.length + 0.5));
}
