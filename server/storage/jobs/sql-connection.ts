import type { PoolClient } from 'pg';

import type { SqlConnection } from '../../application/jobs/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';

/** The connection of a transaction, for the queue to write in. */
export function connectionOf(client: PoolClient): SqlConnection {
  return { executeSql: (text, values) => client.query<object>(text, values) };
}

/** Any connection of the pool, statement by statement. */
export function pooledConnection({ pool }: Database): SqlConnection {
  return {
    executeSql: (text, values) =>
      translatingErrors('queue', () => pool.query<object>(text, values)),
  };
}
