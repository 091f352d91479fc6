import {
  type NewScenario,
  scenarioContent,
  type ScenarioStore,
  type StoredScenario,
} from '../../application/scenarios/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import type { Scenario as Row } from '../generated/client.ts';

/** Scenarios in PostgreSQL. */
export class PostgresScenarioStore implements ScenarioStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save(scenario: NewScenario): ReturnType<ScenarioStore['save']> {
    return translatingErrors('scenario', async () => {
      const { datasetId, contentSha256 } = scenario;
      const { content, ...facts } = scenario;
      const { scenario: table } = this.#database.prisma;
      // One statement decides which of two who save the same is first.
      const { count } = await table.createMany({
        data: [{ ...facts, content: structuredClone(content) }],
        skipDuplicates: true,
      });
      const where = { datasetId_contentSha256: { datasetId, contentSha256 } };
      const row = await table.findUniqueOrThrow({ where });
      return { scenario: scenarioFromRow(row), isNew: count === 1 };
    });
  }

  find(id: number): Promise<StoredScenario | null> {
    return translatingErrors('scenario', async () => {
      const row = await this.#database.prisma.scenario.findUnique({ where: { id } });
      return row === null ? null : scenarioFromRow(row);
    });
  }

  page({
    datasetId,
    before,
    limit,
  }: Parameters<ScenarioStore['page']>[0]): ReturnType<ScenarioStore['page']> {
    return translatingErrors('scenarios', async () => {
      const rows = await this.#database.prisma.scenario.findMany({
        where: { datasetId, ...(before === null ? {} : { id: { lt: before } }) },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(scenarioFromRow);
    });
  }
}

function scenarioFromRow({ content, ...row }: Row): StoredScenario {
  return { ...row, content: scenarioContent.parse(content) };
}
