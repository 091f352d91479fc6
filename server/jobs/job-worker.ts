import type { PgBoss } from 'pg-boss';

import {
  type JobKindName,
  jobKinds,
  type JobMessage,
  type JobSignals,
  type SqlConnection,
} from '../application/jobs/index.ts';
import type { Logger } from '../application/telemetry.ts';
import { openBoss } from './pg-boss-queue.ts';
import { deadLetters, type QueueMessage, queueName, type QueueSettings } from './queue-settings.ts';

/** Settings of a worker; a Config fits. */
export interface WorkerSettings extends QueueSettings {
  /** Jobs of one kind that this process works on at once. */
  readonly jobConcurrency: number;
  readonly shutdownGraceSeconds: number;
}

interface WorkerParts {
  readonly connection: SqlConnection;
  readonly logger: Logger;
  readonly runJob: {
    execute(message: JobMessage, signals: JobSignals): Promise<void>;
    abandon(job: number): Promise<void>;
  };
}

/** How often an idle worker asks for work. */
const pollSeconds = 0.5;

/** The receiving side of pg-boss: takes messages and hands them to `RunJob`. */
export class JobWorker implements AsyncDisposable {
  readonly #parts: WorkerParts;
  readonly #settings: WorkerSettings;
  readonly #stopping = new AbortController();
  #boss: PgBoss | null = null;

  constructor(parts: WorkerParts, settings: WorkerSettings) {
    this.#parts = parts;
    this.#settings = settings;
  }

  /** Resolves when work is being taken. */
  async start(kinds: readonly JobKindName[] = jobKinds): Promise<void> {
    const { runJob } = this.#parts;
    const boss = await openBoss(this.#parts, this.#settings, 'worker');
    this.#boss = boss;
    for (const kind of kinds) await this.#take(boss, kind);
    await boss.work<QueueMessage>(
      deadLetters,
      { pollingIntervalSeconds: pollSeconds },
      async (messages) => {
        const lost = messages.filter(({ data }) => data.role === 'owner');
        for (const { data } of lost) await runJob.abandon(data.job);
      },
    );
  }

  async #take(boss: PgBoss, kind: JobKindName): Promise<void> {
    const { jobConcurrency: localConcurrency, jobRetries } = this.#settings;
    const options = { localConcurrency, pollingIntervalSeconds: pollSeconds };
    await boss.work<QueueMessage>(queueName(kind), options, async ([message]) => {
      if (message === undefined) return;
      const { data, retryCount, signal: lost } = message;
      const isLastTry = retryCount >= jobRetries;
      const signals = { lost, stopping: this.#stopping.signal };
      await this.#parts.runJob.execute({ ...data, isLastTry }, signals);
    });
  }

  /** Hands jobs back that are under way, so that other workers go on with them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    const { shutdownGraceSeconds } = this.#settings;
    await this.#boss?.stop({ graceful: true, timeout: shutdownGraceSeconds * 1000 });
  }
}
