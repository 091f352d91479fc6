import type { PoolClient } from 'pg';

import type { Database } from './database.ts';
import { translateDatabaseError, translatingErrors } from './database-errors.ts';

/**
 * Runs `work` in one transaction, which is committed when it resolves. `operation` names it in errors.
 * @throws ForecastError DATABASE_UNAVAILABLE; and what `work` throws.
 */
export async function transaction<Result>(
  { pool }: Database,
  operation: string,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await translatingErrors(operation, () => pool.connect());
  // A connection that breaks fails the statement that uses it; unheard, the event would end the process.
  const onError = (): void => undefined;
  client.on('error', onError);
  let isUsable = true;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    isUsable = await rollBack(client);
    throw translateDatabaseError(error, operation);
  } finally {
    client.removeListener('error', onError);
    client.release(!isUsable);
  }
}

/** Undoes what is open; false where the connection is of no more use. */
async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}
