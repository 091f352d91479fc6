import type { Piscina } from 'piscina';

/** How busy the threads of a pool are. */
export interface ThreadLoad {
  /** Runs that wait. */
  readonly waiting: number;
  /** Threads that compute. */
  readonly busy: number;
  /** Threads that are started. */
  readonly started: number;
}

/** What Piscina knows of its threads. */
export function loadOf(pool: Pick<Piscina, 'queueSize' | 'threads' | 'idleThreads'>): ThreadLoad {
  const started = pool.threads.length;
  return { waiting: pool.queueSize, busy: started - pool.idleThreads, started };
}
