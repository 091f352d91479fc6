import { PgBoss } from 'pg-boss';

import {
  type DispatchedJob,
  jobKinds,
  type JobQueue,
  type SqlConnection,
} from '../application/jobs/index.ts';
import type { Logger } from '../application/telemetry.ts';
import {
  bossOptions,
  deadLetters,
  messagePriority,
  type QueueMessage,
  queueName,
  queueOf,
  type QueueSettings,
} from './queue-settings.ts';

interface QueueParts {
  /** What the queue runs its own statements on. */
  readonly connection: SqlConnection;
  readonly logger: Logger;
}

/** The sending side of pg-boss. It makes its tables and queues when it is needed first. */
export class PgBossQueue implements JobQueue, AsyncDisposable {
  readonly #parts: QueueParts;
  readonly #settings: QueueSettings;
  #opening: Promise<PgBoss> | null = null;

  constructor(parts: QueueParts, settings: QueueSettings) {
    this.#parts = parts;
    this.#settings = settings;
  }

  async open(): Promise<void> {
    await this.#boss();
  }

  async send(job: DispatchedJob, helpers: number, connection: SqlConnection): Promise<void> {
    const boss = await this.#boss();
    const message = (role: QueueMessage['role']) => ({
      data: { job: job.id, role } satisfies QueueMessage,
      priority: messagePriority(role, job),
    });
    const messages = [
      message('owner'),
      ...Array.from({ length: helpers }, () => message('helper')),
    ];
    await boss.insert(queueName(job.kind), messages, { db: connection });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const boss = await this.#opening?.catch(() => null);
    await boss?.stop({ graceful: false });
  }

  #boss(): Promise<PgBoss> {
    this.#opening ??= openBoss(this.#parts, this.#settings, 'sender').catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }
}

/** Starts pg-boss over our connections and makes its queues. */
export async function openBoss(
  { connection, logger }: QueueParts,
  settings: QueueSettings,
  role: 'sender' | 'worker',
): Promise<PgBoss> {
  const boss = new PgBoss({ ...bossOptions(settings, role), db: connection });
  boss.on('error', (error) => {
    logger.warn({ component: 'queue' }, 'the queue met a failure and tries again', error);
  });
  await boss.start();
  await boss.createQueue(deadLetters);
  for (const kind of jobKinds) {
    // The first makes it, the second gives one that is there already the settings of this process.
    await boss.createQueue(queueName(kind), queueOf(settings));
    await boss.updateQueue(queueName(kind), queueOf(settings));
  }
  return boss;
}
