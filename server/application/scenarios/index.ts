/** What-if scenarios: other prices and events than planned, kept by content; `forecast` takes them by id. */
export { CreateScenario, type CreateScenarioResult } from './create-scenario.ts';
export { ScenarioCatalog } from './scenario-catalog.ts';
export { type ScenarioContent, scenarioContent, scenarioOf } from './scenario-content.ts';
export type { ScenarioUserError, ScenarioUserErrorCode } from './scenario-user-error.ts';
export type { NewScenario, ScenarioStore, StoredScenario } from './stored-scenario.ts';
