import { ForecastError } from '#core/errors';
import type { PoolClient } from 'pg';

import type { Dataset, NewDataset } from '../../application/catalog/index.ts';
import { datasetFromRow, datasetToColumns, type StoredDataset } from '../catalog/dataset-rows.ts';

async function find(client: PoolClient, slug: string): Promise<Dataset | null> {
  const { rows } = await client.query<StoredDataset>(
    `select id, slug, name, description, frequency, week_starts_on as "weekStartsOn",
            missing_value_policy as "missingValuePolicy", synthetic, licence, default_model as "defaultModel",
            created_at as "createdAt"
     from dataset where slug = $1`,
    [slug],
  );
  return rows[0] === undefined ? null : datasetFromRow(rows[0]);
}

async function create(client: PoolClient, dataset: NewDataset): Promise<void> {
  const columns = datasetToColumns(dataset);
  const names = Object.keys(columns);
  await client.query(
    `insert into dataset (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(columns),
  );
}

/** What gives the stored values their meaning, and therefore cannot differ between two ingestions of one dataset. */
function meaning({ calendar, missingValuePolicy }: NewDataset): Record<string, string> {
  return {
    frequency: calendar.frequency,
    weekStartsOn: String(calendar.weekStartsOn),
    missingValuePolicy,
  };
}

function assertSameMeaning(stored: Dataset, wanted: NewDataset): void {
  const found = meaning(stored);
  for (const [field, expected] of Object.entries(meaning(wanted))) {
    if (found[field] === expected) continue;
    throw new ForecastError(
      'DATASET_MISMATCH',
      `The dataset "${stored.slug}" exists with ${field} ${found[field]}, but the ingestion says ${expected}. ` +
        'Use the same setting, or another dataset.',
      { slug: stored.slug, field, found: found[field] ?? '', expected },
    );
  }
}

/**
 * The dataset of this slug, created where it does not exist. The caller holds its lock.
 * @throws ForecastError DATASET_MISMATCH where it has another frequency, week start or missing-value policy.
 */
export async function findOrCreateDataset(
  client: PoolClient,
  wanted: NewDataset,
): Promise<Dataset> {
  const stored = await find(client, wanted.slug);
  if (stored !== null) {
    assertSameMeaning(stored, wanted);
    return stored;
  }
  await create(client, wanted);
  const created = await find(client, wanted.slug);
  if (created === null) throw new Error(`The dataset ${wanted.slug} was created but is not there.`);
  return created;
}
