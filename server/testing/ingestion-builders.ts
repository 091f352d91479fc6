import type { NewDataset } from '../application/catalog/index.ts';
import type { NewIngestion } from '../application/ingestion/ports.ts';

let datasets = 0;

/** A daily dataset with a slug of its own within the test file. */
export const aDataset = (settings: Partial<NewDataset> = {}): NewDataset => ({
  slug: `dataset-${(datasets += 1)}`,
  name: 'A dataset',
  description: '',
  calendar: { frequency: 'daily', weekStartsOn: 1 },
  missingValuePolicy: 'keep-unknown',
  synthetic: false,
  licence: '',
  ...settings,
});

/** 64 hex digits that stand for a text. */
export const hashOf = (text: string): string =>
  Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);

/** What `commit` takes, told apart by name. */
export const anIngestion = (name: string): NewIngestion => ({
  source: 'test',
  contentHash: hashOf(name),
  files: [{ name: `${name}.csv`, bytes: 12, sha256: hashOf(name), rows: 3 }],
  audit: { findings: [{ check: 'gaps', unit: 'values', count: 1, examples: ['a'] }] },
  rowCount: 3,
});

/** Values of a patch; null = unknown. */
export const patchValues = (...numbers: (number | null)[]): Float32Array =>
  Float32Array.from(numbers, (value) => value ?? Number.NaN);
