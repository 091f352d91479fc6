import { type RecordedIngestion, recordedIngestion } from '../ingestion/recorded-ingestion.ts';
import type { Loaders } from '../loaders/index.ts';
import { parseGlobalId } from './global-id.ts';
import type { NodeValue } from './node.type.ts';

/**
 * Finds what a global id names.
 * @throws ForecastError INVALID_ID.
 */
export async function readNode(id: string, loaders: Loaders): Promise<NodeValue | null> {
  const reference = parseGlobalId(id);
  switch (reference.kind) {
    case 'Item':
      return loaders.items.load({ dataset: reference.dataset, key: reference.key });
    case 'Dataset':
      return loaders.datasets.load(reference.slug);
    case 'Ingestion':
      return readIngestion(reference.dataset, reference.sequence, loaders);
    case 'Model':
      return loaders.models.load(reference.name);
    case 'ModelVersion':
      return loaders.modelVersions.load(reference);
    case 'Alert':
      return loaders.alerts.load(reference.id);
    case 'Job':
      return loaders.jobs.load(reference.id);
    case 'BacktestRun':
      return loaders.backtestRuns.load(reference.id);
    case 'ForecastIssue':
      return loaders.forecastIssues.load(reference.id);
    case 'Scenario':
      return loaders.scenarios.load(reference.id);
  }
}

async function readIngestion(
  slug: string,
  sequence: number,
  loaders: Loaders,
): Promise<RecordedIngestion | null> {
  const dataset = await loaders.datasets.load(slug);
  if (dataset === null) return null;
  const found = await loaders.ingestions.load({ datasetId: dataset.id, sequence });
  return found === null ? null : recordedIngestion(found, dataset);
}
