import { z } from 'zod';

import { datasetSlug } from './ingest-command.ts';

/** Largest value that a real of the database holds. */
const largestReal = 3.4028234e38;

const value = z.number().min(0).max(largestReal).nullable();
const label = z.string().max(200).nullable().optional();

const attributes = z.strictObject({
  department: label,
  category: label,
  store: label,
  state: label,
  attributes: z.record(z.string(), z.unknown()).optional(),
});

const update = z
  .strictObject({
    item: z.string().trim().min(1).max(200).describe("the item's key"),
    start: z.string().describe('ISO date of the first value'),
    values: z.array(value).describe('demand of consecutive periods; null leaves a period as it is'),
    prices: z.array(value).optional().describe('prices of the same periods'),
    attributes: attributes.optional(),
  })
  .refine(
    ({ values, prices }) => values.length > 0 || (prices !== undefined && prices.length > 0),
    {
      message: 'has neither values nor prices',
      path: ['values'],
    },
  );

/** A small update: new or corrected demand and prices of some items of a dataset that exists. */
export const ingestDemandInput = z.strictObject({
  dataset: datasetSlug,
  updates: z.array(update).min(1),
  createItems: z.boolean().default(false).describe('create items that the dataset lacks'),
  again: z.boolean().default(false).describe('write also what has been written before'),
});
export type IngestDemandCommand = z.output<typeof ingestDemandInput>;
