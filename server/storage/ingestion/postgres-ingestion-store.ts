import { ForecastError } from '#core/errors';
import { DatabaseError, type PoolClient } from 'pg';

import type { NewDataset } from '../../application/catalog/index.ts';
import type {
  Ingestion,
  IngestionPlace,
  IngestionSession,
  IngestionStore,
} from '../../application/ingestion/ports.ts';
import type { Database } from '../database.ts';
import { translateDatabaseError, translatingErrors } from '../database-errors.ts';
import { findOrCreateDataset } from './find-or-create-dataset.ts';
import { ingestionColumns, ingestionFromRow, type IngestionRow } from './ingestion-rows.ts';
import { PostgresIngestionSession } from './postgres-ingestion-session.ts';

const lockNotAvailable = '55P03';

/** Ingestions in PostgreSQL: append-only, one after the other within a dataset. */
export class PostgresIngestionStore implements IngestionStore {
  readonly #database: Database;
  readonly #lockTimeoutSeconds: number;

  /** `lockTimeoutSeconds` is how long a session waits for another one of the same dataset. */
  constructor(database: Database, lockTimeoutSeconds = 30) {
    this.#database = database;
    this.#lockTimeoutSeconds = lockTimeoutSeconds;
  }

  /**
   * @throws ForecastError OVERLOADED where another session of the dataset does not end in time, DATASET_MISMATCH,
   * DATABASE_UNAVAILABLE; and whatever `work` throws.
   */
  async session<Result>(
    dataset: NewDataset,
    work: (session: IngestionSession) => Promise<Result>,
  ): Promise<Result> {
    const operation = 'ingestion';
    const client = await translatingErrors(operation, () => this.#database.pool.connect());
    // A connection that breaks fails the statement that uses it; unheard, the event would end the process.
    const onError = (): void => undefined;
    client.on('error', onError);
    let isUsable = true;
    try {
      return await this.#inTransaction(client, dataset, work);
    } catch (error) {
      isUsable = await rollBack(client);
      throw translateDatabaseError(error, operation);
    } finally {
      client.removeListener('error', onError);
      client.release(!isUsable);
    }
  }

  async #inTransaction<Result>(
    client: PoolClient,
    dataset: NewDataset,
    work: (session: IngestionSession) => Promise<Result>,
  ): Promise<Result> {
    await client.query('begin');
    await this.#lock(client, dataset.slug);
    // The limit of ordinary statements is no limit for a COPY.
    await client.query('set local statement_timeout = 0');
    const session = new PostgresIngestionSession(
      client,
      await findOrCreateDataset(client, dataset),
    );
    const result = await work(session);
    if (!session.committed) await client.query('rollback');
    return result;
  }

  /** The lock is on the slug, so that it also covers a dataset which does not exist yet. */
  async #lock(client: PoolClient, slug: string): Promise<void> {
    await client.query(`select set_config('lock_timeout', $1, true)`, [
      `${this.#lockTimeoutSeconds * 1000}ms`,
    ]);
    try {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [slug]);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== lockNotAvailable) throw error;
      throw new ForecastError(
        'OVERLOADED',
        `Another ingestion into "${slug}" has been running for more than ${this.#lockTimeoutSeconds} s. ` +
          'Try again when it has finished.',
        { reason: `ingestion into ${slug}` },
        error,
      );
    }
  }

  ingestions(datasetId: number, limit: number): Promise<readonly Ingestion[]> {
    return translatingErrors('ingestions', async () => {
      const { rows } = await this.#database.pool.query<IngestionRow>(
        `select ${ingestionColumns} from ingestion where dataset_id = $1 order by sequence desc limit $2`,
        [datasetId, limit],
      );
      return rows.map(ingestionFromRow);
    });
  }

  ingestionsAt(places: readonly IngestionPlace[]): Promise<readonly Ingestion[]> {
    return translatingErrors('ingestionsAt', async () => {
      const { rows } = await this.#database.pool.query<IngestionRow>(
        `select ${ingestionColumns} from ingestion
         where (dataset_id, sequence) in (select * from unnest($1::integer[], $2::integer[]))`,
        [places.map(({ datasetId }) => datasetId), places.map(({ sequence }) => sequence)],
      );
      return rows.map(ingestionFromRow);
    });
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
