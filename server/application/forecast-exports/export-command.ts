import { z } from 'zod';

import { exportFormats } from './forecast-export.ts';

/** What to export: an issue, or the newest one of a dataset. */
export const exportRequest = z
  .strictObject({
    dataset: z.string().min(1).max(200).optional(),
    issue: z.int().min(1).optional(),
    format: z.enum(exportFormats).default('csv'),
  })
  .refine(({ dataset, issue }) => (dataset === undefined) !== (issue === undefined), {
    path: ['issue'],
    message: 'give either the issue, or the dataset whose newest issue is meant',
  });

/** A checked request, the issue chosen. */
export const exportCommand = z.strictObject({
  dataset: z.string(),
  issue: z.int(),
  format: z.enum(exportFormats),
});
export type ExportCommand = z.output<typeof exportCommand>;
