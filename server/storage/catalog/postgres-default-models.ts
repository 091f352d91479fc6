import type { DefaultModelStore } from '../../application/catalog/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { datasetFromRow } from './dataset-rows.ts';

/** Default models of datasets in PostgreSQL. Every method is one statement. */
export class PostgresDefaultModels implements DefaultModelStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  set(slug: string, model: string | null) {
    return translatingErrors('setDefaultModel', async () => {
      const [row] = await this.#database.prisma.dataset.updateManyAndReturn({
        where: { slug },
        data: { defaultModel: model },
      });
      return row === undefined ? null : datasetFromRow(row);
    });
  }
}
