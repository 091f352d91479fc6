import type { Dataset, NewDataset } from '../../application/catalog/index.ts';
import type { Dataset as Row, MissingValuePolicy as StoredPolicy } from '../generated/client.ts';

/** Stored names have underscores where the domain's have hyphens. */
const policies = {
  zero: 'zero',
  forward_fill: 'forward-fill',
  drop: 'drop',
  keep_unknown: 'keep-unknown',
} as const satisfies Record<StoredPolicy, Dataset['missingValuePolicy']>;

const storedPolicies = {
  zero: 'zero',
  'forward-fill': 'forward_fill',
  drop: 'drop',
  'keep-unknown': 'keep_unknown',
} as const satisfies Record<Dataset['missingValuePolicy'], StoredPolicy>;

/** A row of the table `dataset` under Prisma's names. */
export type StoredDataset = Row;

export function datasetFromRow(row: StoredDataset): Dataset {
  const { frequency, weekStartsOn, missingValuePolicy, ...rest } = row;
  return {
    ...rest,
    calendar: { frequency, weekStartsOn },
    missingValuePolicy: policies[missingValuePolicy],
  };
}

/** The columns of a new dataset's row, by their names in the database. */
export function datasetToColumns(dataset: NewDataset) {
  return {
    slug: dataset.slug,
    name: dataset.name,
    description: dataset.description,
    frequency: dataset.calendar.frequency,
    week_starts_on: dataset.calendar.weekStartsOn,
    missing_value_policy: storedPolicies[dataset.missingValuePolicy],
    synthetic: dataset.synthetic,
    licence: dataset.licence,
  };
}
