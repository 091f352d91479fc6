import type { ExportStore, ForecastExport } from '../../application/forecast-exports/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';

/** Whole numbers of 8 bytes come as text; the names of formats are those that were stored. */
type ExportRow = Omit<ForecastExport, 'bytes'> & { readonly bytes: string };

const columns = `
  id, issue_id as issue, format, rows, bytes, sha256, created_at as "createdAt", expires_at as "expiresAt"`;

/** What is known of exported files. */
export class PostgresExportStore implements ExportStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async save(made: ForecastExport): Promise<void> {
    const { id, issue, format, rows, bytes, sha256, createdAt, expiresAt } = made;
    await this.#query(
      `insert into forecast_export (id, issue_id, format, rows, bytes, sha256, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, issue, format, rows, bytes, sha256, createdAt, expiresAt],
    );
  }

  find(ids: readonly string[]): Promise<readonly ForecastExport[]> {
    return this.#query(`select ${columns} from forecast_export where id = any($1)`, [ids]);
  }

  expired(now: Date): Promise<readonly ForecastExport[]> {
    return this.#query(`select ${columns} from forecast_export where expires_at <= $1`, [now]);
  }

  async forget(expiredBy: Date): Promise<void> {
    await this.#query('delete from forecast_export where expires_at <= $1', [expiredBy]);
  }

  #query(sql: string, values: readonly unknown[]): Promise<readonly ForecastExport[]> {
    return translatingErrors('exports', async () => {
      const { rows } = await this.#database.pool.query<ExportRow>(sql, [...values]);
      return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
    });
  }
}
