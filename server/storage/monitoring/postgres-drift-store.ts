import type { DriftCheck, DriftStore, NewDriftCheck } from '../../application/monitoring/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { checkFromRow, reportToRow } from './drift-rows.ts';

/** Reports on drift in PostgreSQL. */
export class PostgresDriftStore implements DriftStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save({ report, ...rest }: NewDriftCheck): Promise<DriftCheck> {
    return translatingErrors('drift report', async () => {
      const row = await this.#database.prisma.driftReport.upsert({
        where: { configHash: rest.configHash },
        update: {},
        create: { ...rest, cutoff: report.checkedThrough, report: reportToRow(report) },
      });
      return checkFromRow(row);
    });
  }

  newest(datasetId: number): Promise<DriftCheck | null> {
    return translatingErrors('drift reports', async () => {
      const row = await this.#database.prisma.driftReport.findFirst({
        where: { datasetId },
        orderBy: [{ cutoff: 'desc' }, { asOf: 'desc' }, { id: 'desc' }],
      });
      return row === null ? null : checkFromRow(row);
    });
  }

  checks({
    datasetId,
    before,
    limit,
  }: Parameters<DriftStore['checks']>[0]): ReturnType<DriftStore['checks']> {
    return translatingErrors('drift reports', async () => {
      const rows = await this.#database.prisma.driftReport.findMany({
        where: { datasetId, ...(before === null ? {} : { id: { lt: before } }) },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(checkFromRow);
    });
  }
}
