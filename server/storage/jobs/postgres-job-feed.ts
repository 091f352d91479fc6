import {
  isFinished,
  type Job,
  type JobFeed,
  jobNotFound,
  type JobStore,
} from '../../application/jobs/index.ts';
import { ChannelListener } from '../channel-listener.ts';
import { NewestOnly } from './newest-only.ts';

const channel = 'forecastle_job';

interface FeedParts {
  readonly url: string;
  readonly store: Pick<JobStore, 'find'>;
}

/**
 * News of jobs by LISTEN on one connection, opened while somebody follows a job. Notifications name a job; its state is read
 * once for all who follow it here. After a lost connection everything that is followed is read again, so nothing is missed.
 */
export class PostgresJobFeed implements JobFeed, AsyncDisposable {
  readonly #parts: FeedParts;
  readonly #followers = new Map<number, Set<NewestOnly<Job>>>();
  readonly #reads = new Map<number, { again: boolean }>();
  readonly #listener: ChannelListener;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#listener = new ChannelListener({
      ...{ url: parts.url, channel },
      onPayload: (payload) => void this.#read(Number(payload)),
      onListening: () => {
        for (const id of this.#followers.keys()) void this.#read(id);
      },
    });
  }

  follow(id: number, signal: AbortSignal): AsyncIterableIterator<Job> {
    const slot = new NewestOnly<Job>(signal);
    const states = this.#states(id, slot);
    return {
      next: () => states.next(),
      // A generator that waits would hear of it with the next change only.
      return: () => {
        slot.end();
        return states.return();
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async *#states(id: number, slot: NewestOnly<Job>): AsyncGenerator<Job, void, undefined> {
    this.#add(id, slot);
    try {
      void this.#read(id);
      let revision = -1;
      for await (const job of slot) {
        if (job.revision <= revision) continue;
        revision = job.revision;
        yield job;
        if (isFinished(job)) return;
      }
    } finally {
      this.#remove(id, slot);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const slots of this.#followers.values()) for (const slot of slots) slot.end();
    await this.#listener.close();
  }

  #add(id: number, slot: NewestOnly<Job>): void {
    const slots = this.#followers.get(id) ?? new Set();
    this.#followers.set(id, slots.add(slot));
    this.#listener.open();
  }

  #remove(id: number, slot: NewestOnly<Job>): void {
    const slots = this.#followers.get(id);
    slots?.delete(slot);
    if (slots?.size === 0) this.#followers.delete(id);
    if (this.#followers.size === 0) void this.#listener.close();
  }

  /** Reads a job for all who follow it; what changes meanwhile is read once more behind it. */
  async #read(id: number): Promise<void> {
    const underWay = this.#reads.get(id);
    if (underWay !== undefined) {
      underWay.again = true;
      return;
    }
    const read = { again: true };
    this.#reads.set(id, read);
    while (read.again && this.#followers.has(id)) {
      read.again = false;
      await this.#readOnce(id);
    }
    this.#reads.delete(id);
  }

  async #readOnce(id: number): Promise<void> {
    let job: Job | null;
    try {
      job = await this.#parts.store.find(id);
    } catch (error) {
      // Who has seen the job waits: everything is read again when the connection of the feed is back.
      for (const slot of this.#followers.get(id) ?? []) if (slot.isUntouched) slot.fail(error);
      return;
    }
    for (const slot of this.#followers.get(id) ?? []) {
      if (job === null) slot.fail(jobNotFound(id));
      else slot.put(job);
    }
  }
}
