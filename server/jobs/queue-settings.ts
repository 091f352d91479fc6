import type { ConstructorOptions, Queue } from 'pg-boss';

import type { JobKindName } from '../application/jobs/index.ts';

/** Settings of the queue; a Config fits. */
export interface QueueSettings {
  /** A worker that is silent for so long has died. */
  readonly jobHeartbeatSeconds: number;
  /** Attempts after the first one. */
  readonly jobRetries: number;
}

/** What a message of the queue holds. */
export interface QueueMessage {
  readonly job: number;
  readonly role: 'owner' | 'helper';
}

/** The tables of the queue live beside ours, not among them. */
const schema = 'forecastle_queue';

export const deadLetters = 'dead-letters';

/** Longest work on one message; the queue knows no more than a day. */
const longestSeconds = 24 * 3600;
const keptSeconds = 7 * 24 * 3600;

/** Neither clocks nor schedules are watched: we have no jobs by the clock. */
export function bossOptions(
  { jobHeartbeatSeconds }: QueueSettings,
  role: 'sender' | 'worker',
): Omit<ConstructorOptions, 'db'> {
  // Twice a heartbeat is often enough to look for the dead.
  const watch = Math.max(1, Math.floor(jobHeartbeatSeconds / 5));
  return {
    ...{ schema, schedule: false, supervise: role === 'worker' },
    superviseIntervalSeconds: watch,
    monitorIntervalSeconds: watch,
  };
}

export function queueOf({ jobHeartbeatSeconds, jobRetries }: QueueSettings): Omit<Queue, 'name'> {
  return {
    retryLimit: jobRetries,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds: jobHeartbeatSeconds,
    expireInSeconds: longestSeconds,
    retentionSeconds: keptSeconds,
    deleteAfterSeconds: keptSeconds,
    deadLetter: deadLetters,
  };
}

/** Steps between two priorities; turns fit between them. */
const turnsPerPriority = 100_000_000;
/** Below every priority: helpers are for workers that have nothing else to do. */
const helperPriority = -2_000_000_000;

/** The queue's own priority: by priority, then by turn, helpers last. */
export function messagePriority(
  role: QueueMessage['role'],
  { priority, turn }: { readonly priority: number; readonly turn: number },
): number {
  const place = Math.min(turn, turnsPerPriority - 1);
  return role === 'helper' ? helperPriority - place : priority * turnsPerPriority - place;
}

/** The queue of a kind. */
export function queueName(kind: JobKindName): string {
  return `jobs-${kind}`;
}
