import { z } from 'zod';

import { periodOf } from '#core/calendar';
import { ForecastError, isForecastError } from '#core/errors';

import { type CatalogReader, type Dataset, datasetNotFound } from '../catalog/index.ts';
import { parseInput } from '../parse-input.ts';
import { datesIn, type ScenarioContent, scenarioContent, scenarioOf } from './scenario-content.ts';
import { scenarioErrorsOf, type ScenarioUserError } from './scenario-user-error.ts';
import type { ScenarioStore, StoredScenario } from './stored-scenario.ts';

const command = z.object({
  dataset: z.string().min(1).max(200),
  name: z.string().trim().min(1, 'must not be empty').max(200),
});

/** The scenario, or why there is none. */
export interface CreateScenarioResult {
  readonly scenario: StoredScenario | null;
  /** The same assumptions were stored before: that scenario is answered, under its name. */
  readonly replayed: boolean;
  readonly userErrors: readonly ScenarioUserError[];
}

interface Ports {
  readonly catalog: Pick<CatalogReader, 'datasetsBySlug' | 'itemsByKey'>;
  readonly store: ScenarioStore;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

/** Use case: keep assumptions about prices and events of a dataset. Demand is never touched. */
export class CreateScenario {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  async execute(input: Readonly<Record<string, unknown>>): Promise<CreateScenarioResult> {
    try {
      const { dataset: slug, name, ...rest } = input;
      const asked = parseInput(command, { dataset: slug, name });
      const content = parseInput(scenarioContent, rest);
      const [dataset] = await this.#ports.catalog.datasetsBySlug([asked.dataset]);
      if (dataset === undefined) return refused(datasetMissing(asked.dataset));
      const noDates = undated(content, dataset);
      if (noDates.length > 0) return refused(...noDates);
      refuseBackwards(content, dataset);
      const unknown = await this.#unknownItems(content, dataset);
      if (unknown.length > 0) return refused(itemsMissing(unknown));
      const contentSha256 = this.#ports.sha256(
        JSON.stringify({ dataset: dataset.slug, content: canonical(content) }),
      );
      const kept = { datasetId: dataset.id, name: asked.name, contentSha256, content };
      const { scenario, isNew } = await this.#ports.store.save(kept);
      return { scenario, replayed: !isNew, userErrors: [] };
    } catch (error) {
      const userErrors = scenarioErrorsOf(error);
      if (userErrors === null) throw error;
      return { scenario: null, replayed: false, userErrors };
    }
  }

  async #unknownItems({ prices }: ScenarioContent, { slug }: Dataset): Promise<readonly string[]> {
    const keys = [...new Set(prices.flatMap(({ itemKeys }) => itemKeys))];
    if (keys.length === 0) return [];
    const found = new Set((await this.#ports.catalog.itemsByKey(slug, keys)).map(({ key }) => key));
    return keys.filter((key) => !found.has(key));
  }
}

/** The order in which items and attributes are named says nothing. */
function canonical(content: ScenarioContent): ScenarioContent {
  // Names are there once each.
  const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
    one.name < other.name ? -1 : 1;
  return {
    ...content,
    prices: content.prices.map((change) => ({
      ...change,
      itemKeys: [...new Set(change.itemKeys)].sort(),
      attributes: change.attributes.toSorted(byName),
    })),
  };
}

/** What is given as a date and is none of the dataset's calendar. */
function undated(content: ScenarioContent, { calendar }: Dataset): readonly ScenarioUserError[] {
  return datesIn(content).flatMap(({ path, date }) => {
    try {
      periodOf(calendar, date);
      return [];
    } catch (error) {
      if (!isForecastError(error, 'INVALID_DATE')) throw error;
      return [{ field: path.split('.'), message: error.message, code: 'INVALID_DATE' as const }];
    }
  });
}

/** @throws ForecastError INVALID_INPUT. */
function refuseBackwards(content: ScenarioContent, { calendar }: Dataset): void {
  const { prices, cancelledEvents } = scenarioOf(content, calendar);
  const message = 'must not lie after `to`';
  const issues = [
    ...prices.flatMap(({ from, to }, at) => (from > to ? [`prices.${at}.from`] : [])),
    ...cancelledEvents.flatMap(({ from, to }, at) =>
      from > to ? [`cancelledEvents.${at}.from`] : [],
    ),
  ].map((path) => ({ path, message }));
  if (issues.length === 0) return;
  throw new ForecastError('INVALID_INPUT', `${issues[0]!.path} ${message}.`, { issues });
}

function refused(...userErrors: readonly ScenarioUserError[]): CreateScenarioResult {
  return { scenario: null, replayed: false, userErrors };
}

function datasetMissing(slug: string): ScenarioUserError {
  return { field: ['dataset'], message: datasetNotFound(slug).message, code: 'DATASET_NOT_FOUND' };
}

function itemsMissing(keys: readonly string[]): ScenarioUserError {
  const shown = keys.slice(0, 5).map((key) => `"${key}"`);
  const more = keys.length > shown.length ? ` and ${keys.length - shown.length} more` : '';
  return {
    field: ['prices'],
    message: `The dataset has no item ${shown.join(', ')}${more}. The query \`items\` lists those that exist.`,
    code: 'ITEMS_NOT_FOUND',
  };
}
