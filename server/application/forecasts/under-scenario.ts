import type { Covariates } from '#core/covariates';
import { ForecastError } from '#core/errors';
import type { FeatureSpec } from '#core/features';
import { applyScenario } from '#core/scenarios';

import type { Item } from '../catalog/index.ts';
import { scenarioOf, type ScenarioStore } from '../scenarios/index.ts';
import type { ForecastScenario } from './forecast-scenario.ts';
import type { Batch } from './resolve-batches.ts';
import type { Rung } from './serve-ladder.ts';

/**
 * The batches as they are under a scenario; as they were where none is asked for.
 * @throws ForecastError SCENARIO_NOT_FOUND, INVALID_INPUT where items belong to another dataset.
 */
export async function underScenario(
  batches: readonly Batch[],
  id: number | null,
  store: Pick<ScenarioStore, 'find'>,
): Promise<readonly Batch[]> {
  if (id === null) return batches;
  const found = await store.find(id);
  if (found === null) {
    const message = `There is no scenario ${id}. The query \`scenarios\` lists those of a dataset.`;
    throw new ForecastError('SCENARIO_NOT_FOUND', message, { scenario: String(id) });
  }
  return batches.map((batch) => {
    if (batch.dataset.id !== found.datasetId) throw otherDataset(batch);
    const changes = scenarioOf(found.content, batch.dataset.calendar);
    return { ...batch, scenario: { id, contentSha256: found.contentSha256, changes } };
  });
}

/** What is known beforehand of items, in the order of their covariates: as planned, or under the scenario of the batch. */
export function knownBeforehand(
  { scenario, cutoff }: Pick<Batch, 'scenario' | 'cutoff'>,
  items: readonly Item[],
  covariates: Covariates,
  horizon: number,
): Covariates {
  if (scenario === undefined) return covariates;
  const keys = items.map(({ key }) => key);
  return applyScenario(covariates, keys, scenario.changes, { cutoff, horizon });
}

/** What an answer says of the scenario of its batch; null where there is none. */
export function scenarioSaid(
  { scenario }: Pick<Batch, 'scenario'>,
  servedModel: string,
  rungs: readonly Rung[],
): ForecastScenario | null {
  if (scenario === undefined) return null;
  const { id, contentSha256 } = scenario;
  const forecaster = rungs.find(({ model }) => model === servedModel)?.forecaster;
  const isRead =
    forecaster?.scope === 'hierarchy' ||
    (forecaster?.scope === 'learned' &&
      forecaster.features !== null &&
      looksAhead(forecaster.features.spec));
  return { id, contentSha256, isRead };
}

/** Whether features read anything of what a scenario can change. */
function looksAhead({ price, events, flags }: FeatureSpec): boolean {
  return price?.planned === 'used' || events !== null || flags.length > 0;
}

function otherDataset({ dataset }: Batch): ForecastError {
  const message = `belongs to another dataset than the items, which are those of "${dataset.slug}"; name a scenario of that dataset`;
  return new ForecastError('INVALID_INPUT', `The scenario ${message}.`, {
    issues: [{ path: 'scenario', message }],
  });
}
