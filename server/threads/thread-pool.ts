import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';

import { Piscina } from 'piscina';

import type { ThreadLoad } from './thread-load.ts';
import { execArgvOf } from './thread-module.ts';
import { untilLoaded } from './until-loaded.ts';

export interface ThreadPoolOptions {
  /** Module that answers tasks, of `threadModule`. It exports `nothing` too. */
  readonly module: URL;
  /** What it exports to answer them. */
  readonly name: string;
  /** Threads that may be there at the same time; null = as many as there are cores. */
  readonly threads: number | null;
  /** Threads that are started before there is work, and anew where one is lost. */
  readonly kept?: number;
  /** A thread ends after so many milliseconds without work; never where that is not given. */
  readonly idleMilliseconds?: number;
  /** Tasks that may wait. */
  readonly maxQueued?: number;
  /** What every thread is started with. */
  readonly workerData?: unknown;
  /** JavaScript memory of a thread in MiB; one that wants more ends alone. */
  readonly heapMegabytes?: number;
}

interface RunOptions {
  /** Ends the thread that works at the task. */
  readonly signal?: AbortSignal;
  readonly transferList?: ArrayBuffer[];
}

/**
 * Threads that answer tasks, each one at a time. None is ended before it is loaded (`untilLoaded`): it gets its first task, which may
 * be aborted, when it is, and the pool closes when all are.
 */
export class ThreadPool<Task, Result> implements AsyncDisposable {
  readonly #pool: Piscina<unknown, unknown>;
  readonly #kept: number;
  readonly #loaded = new WeakSet<Worker>();
  readonly #watched = new WeakSet<Worker>();
  /** What ends tasks when threads do not load, so that they would never be answered. */
  readonly #giveUps = new Set<(problem: unknown) => void>();

  constructor({ module, threads, kept = 0, heapMegabytes, ...options }: ThreadPoolOptions) {
    this.#kept = kept;
    this.#pool = new Piscina({
      ...{ filename: module.href, name: options.name, workerData: options.workerData },
      // Piscina gives threads of the minimum tasks while they load.
      ...{ minThreads: 0, maxThreads: threads ?? availableParallelism() },
      ...{ concurrentTasksPerWorker: 1, maxQueue: options.maxQueued ?? Number.POSITIVE_INFINITY },
      idleTimeout: options.idleMilliseconds ?? Number.POSITIVE_INFINITY,
      ...(heapMegabytes && { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
      // Where they have to share a core, the event loop goes first; on Linux, and where Piscina's optional part is installed.
      niceIncrement: 10,
      execArgv: execArgvOf(module),
    });
    this.#pool.on('workerCreate', ({ id }) => {
      const thread = this.#pool.threads.find(({ threadId }) => threadId === id);
      if (thread === undefined) return;
      this.#loaded.add(thread);
      // Its tasks keep the process from now on.
      thread.unref();
    });
    // Failed tasks tell who asked, and `#watch` sees threads that do not load. This tells of both, and of threads that answer while
    // they are ended; heard by nobody it would end the process.
    this.#pool.on('error', () => undefined);
    if (kept > 0) this.#replace();
  }

  get load(): ThreadLoad {
    const { queueSize: waiting, idleThreads } = this.#pool;
    const loaded = this.#pool.threads.filter((thread) => this.#loaded.has(thread)).length;
    return { waiting, busy: loaded - idleThreads, started: loaded };
  }

  /** Threads that may be there at the same time. */
  get threads(): number {
    return this.#pool.maxThreads;
  }

  async run(task: Task, options: RunOptions = {}): Promise<Result> {
    try {
      // The module answers tasks with results.
      return (await this.#answer(task, options)) as Result;
    } catch (error) {
      // Its thread may be gone, and Piscina starts none for what waits already.
      if (this.#pool.threads.length < this.#kept || this.#isStuck) this.#replace();
      throw error;
    }
  }

  /** Starts threads, so that the first tasks do not pay for it. */
  async warm(count = this.threads): Promise<void> {
    const tasks = Array.from({ length: count }, () => this.#answer(undefined, { name: 'nothing' }));
    // The first of them to be loaded may do all of these.
    await Promise.all([...tasks, ...this.#loading.map(untilLoaded)]);
  }

  async #answer(task: unknown, options: RunOptions & { readonly name?: string }): Promise<unknown> {
    const ended = Promise.withResolvers<never>();
    this.#giveUps.add(ended.reject);
    try {
      const answer = this.#pool.run(task, options);
      this.#watch();
      return await Promise.race([answer, ended.promise]);
    } finally {
      this.#giveUps.delete(ended.reject);
    }
  }

  /** Keeps the process until threads are loaded, and finds those that never will be. */
  #watch(): void {
    for (const thread of this.#loading) {
      if (this.#watched.has(thread)) continue;
      this.#watched.add(thread);
      thread.ref();
      let problem: unknown = new Error('A thread ended while it was loading.');
      thread.once('error', (error) => (problem = error));
      thread.once('exit', () => {
        if (this.#loaded.has(thread) || this.#pool.threads.length > 0) return;
        for (const giveUp of this.#giveUps) giveUp(problem);
      });
    }
  }

  get #loading(): readonly Worker[] {
    return this.#pool.threads.filter((thread) => !this.#loaded.has(thread));
  }

  get #isStuck(): boolean {
    return this.#pool.queueSize > 0 && this.#pool.threads.length === 0;
  }

  #replace(): void {
    // A pool that is closed in the meantime needs none.
    this.warm(Math.max(1, this.#kept)).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#loading.map(untilLoaded));
    await this.#pool.destroy();
  }
}
