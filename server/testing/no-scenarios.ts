import type { CatalogReader } from '../application/catalog/index.ts';
import { CompareScenario } from '../application/forecasts/index.ts';
import {
  CreateScenario,
  ScenarioCatalog,
  type ScenarioStore,
} from '../application/scenarios/index.ts';
import type { ApiPorts } from '../graphql/index.ts';

/** No scenario is known and none can be kept. */
export const noScenarioStore: ScenarioStore = {
  save: () => Promise.reject(new Error('this test has no scenarios')),
  find: () => Promise.resolve(null),
  page: () => Promise.resolve([]),
};

export function noScenarios(
  catalog: CatalogReader,
  requests: ApiPorts['requestForecast'],
  limits: { readonly maxPageSize: number },
): Pick<ApiPorts, 'createScenario' | 'scenarios' | 'compareScenario'> {
  return {
    createScenario: new CreateScenario({ catalog, store: noScenarioStore, sha256: (text) => text }),
    scenarios: new ScenarioCatalog(noScenarioStore, limits),
    compareScenario: new CompareScenario(requests),
  };
}
