import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';

/**
 * Resolves when a thread has said its first word, by which its modules are loaded, or has ended. A thread must not be ended before:
 * Node 22 ends the whole process where that meets the linking of modules ("v8::Module::IsGraphAsync must be used on an instantiated
 * module").
 */
export async function untilLoaded(thread: Worker): Promise<void> {
  // There may be nothing else that keeps the process until then.
  thread.ref();
  await Promise.race([once(thread, 'message'), once(thread, 'exit')]).catch(() => undefined);
}
