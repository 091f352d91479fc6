import { ForecastError } from '#core/errors';

import type { Dataset, NewDataset } from '../catalog/index.ts';
import type { IngestFilesCommand } from './ingest-command.ts';
import { m5Calendar } from './m5/calendar.ts';

/**
 * The dataset that a command speaks of. What the command leaves open is taken from the dataset that exists, and for a new one
 * from the defaults: daily, weeks from Monday, periods without a row are zero sales.
 * @throws ForecastError INVALID_INPUT for a week start that the frequency has no use for.
 */
export function datasetOf(
  { dataset, format, mapping }: IngestFilesCommand,
  existing: Dataset | null,
): NewDataset {
  const { slug } = dataset;
  const frequency = mapping.frequency ?? existing?.calendar.frequency ?? 'daily';
  const weekStartsOn = mapping.weekStartsOn ?? existing?.calendar.weekStartsOn ?? 1;
  if (format === 'long' && frequency !== 'weekly' && weekStartsOn !== 1) {
    const issues = [
      { path: 'mapping.weekStartsOn', message: `means nothing for ${frequency} periods` },
    ];
    throw new ForecastError(
      'INVALID_INPUT',
      `mapping.weekStartsOn ${weekStartsOn} means nothing for ${frequency} periods. Leave it out, or ask for weekly periods.`,
      { issues },
    );
  }
  return {
    slug,
    name: dataset.name ?? existing?.name ?? slug,
    description: dataset.description ?? existing?.description ?? '',
    calendar: format === 'm5' ? m5Calendar : { frequency, weekStartsOn },
    missingValuePolicy: mapping.missingValuePolicy ?? existing?.missingValuePolicy ?? 'zero',
    synthetic: existing?.synthetic ?? false,
    licence: dataset.licence ?? existing?.licence ?? '',
  };
}
