import type { Logger } from './telemetry.ts';

interface RepeatedWork {
  /** What it is, for the log. */
  readonly name: string;
  readonly pauseSeconds: number;
  readonly work: (signal: AbortSignal) => Promise<unknown>;
}

/** Does something again and again, with a pause between; what fails is logged and done again. Never twice at once. */
export class Repeating implements AsyncDisposable {
  readonly #repeated: RepeatedWork;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #underWay: Promise<void> | null = null;

  constructor(repeated: RepeatedWork, logger: Logger) {
    this.#repeated = repeated;
    this.#logger = logger;
  }

  /** The first time is at once; a second call changes nothing. */
  start(): void {
    if (this.#underWay === null && !this.#stopping.signal.aborted) this.#underWay = this.#once();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#underWay;
  }

  async #once(): Promise<void> {
    const { name, work, pauseSeconds } = this.#repeated;
    const { signal } = this.#stopping;
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) this.#logger.warn({ component: name }, 'repeated work failed', error);
    }
    if (signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#underWay = this.#once();
    }, pauseSeconds * 1000);
  }
}
