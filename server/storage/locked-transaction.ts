import { ForecastError } from '#core/errors';
import { DatabaseError, type PoolClient } from 'pg';

import type { Database } from './database.ts';
import { transaction } from './transaction.ts';

const lockNotAvailable = '55P03';

/** What is locked, and what to tell those who wait too long. */
interface Lock {
  /** Names what is locked; also covers what does not exist yet. */
  readonly key: string;
  /** What runs under it, such as `promotion of demo-net`. */
  readonly work: string;
  readonly timeoutSeconds: number;
}

/**
 * Runs `work` in one transaction while nobody else holds the lock; it is committed when `work` resolves.
 * @throws ForecastError OVERLOADED where the lock is not free in time, DATABASE_UNAVAILABLE; and what `work` throws.
 */
export async function lockedTransaction<Result>(
  database: Database,
  lock: Lock,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  return transaction(database, lock.work, async (client) => {
    await acquire(client, lock);
    return work(client);
  });
}

async function acquire(client: PoolClient, { key, work, timeoutSeconds }: Lock): Promise<void> {
  await client.query(`select set_config('lock_timeout', $1, true)`, [`${timeoutSeconds * 1000}ms`]);
  try {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== lockNotAvailable) throw error;
    throw new ForecastError(
      'OVERLOADED',
      `Another ${work} has been running for more than ${timeoutSeconds} s. Try again when it has finished.`,
      { reason: work },
      error,
    );
  }
}
