import type { CatalogReader } from '../application/catalog/index.ts';
import { CreateScenario, ScenarioCatalog } from '../application/scenarios/index.ts';
import { sha256OfText } from '../files/index.ts';
import { type Database, PostgresScenarioStore } from '../storage/index.ts';

interface ScenarioParts {
  readonly database: Database;
  readonly catalog: CatalogReader;
}

/** Scenarios: where they are kept, made and found. */
export function wireScenarios(
  { database, catalog }: ScenarioParts,
  limits: { readonly maxPageSize: number },
) {
  const store = new PostgresScenarioStore(database);
  return {
    scenarioStore: store,
    createScenario: new CreateScenario({ catalog, store, sha256: sha256OfText }),
    scenarios: new ScenarioCatalog(store, limits),
  };
}
