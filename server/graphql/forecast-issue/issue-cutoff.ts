import { dateOf } from '#core/calendar';

import type { ForecastIssue } from '../../application/forecast-issues/index.ts';
import { datasetNamed } from '../dataset/dataset-named.ts';
import type { Loaders } from '../loaders/index.ts';

/** The date of the last period that the models of an issue saw. */
export async function cutoffOf(
  { dataset, cutoff }: ForecastIssue,
  loaders: Pick<Loaders, 'datasets'>,
): Promise<string> {
  const { calendar } = await datasetNamed(dataset, loaders);
  return dateOf(calendar, cutoff);
}
