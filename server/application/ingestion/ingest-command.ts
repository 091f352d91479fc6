import { z } from 'zod';

import { badRowPolicies } from './bad-rows.ts';
import { longMapping } from './long/mapping.ts';
import { negativePolicies } from './negatives.ts';

/** Name of a dataset in addresses and commands. */
export const datasetSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower-case letters, digits and hyphens');

const file = z.union([
  z
    .string()
    .min(1)
    .transform((path) => ({ path, bytes: undefined, sha256: undefined })),
  z.strictObject({
    path: z.string().min(1),
    bytes: z.int().min(0).optional().describe('size of the content, after decompression'),
    sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hex digits')
      .transform((text) => text.toLowerCase())
      .optional()
      .describe('SHA-256 of the content, after decompression'),
  }),
]);

/** What to ingest, and how to understand it. */
export const ingestFilesCommand = z
  .strictObject({
    dataset: z.strictObject({
      slug: datasetSlug,
      name: z.string().min(1).max(200).optional(),
      description: z.string().max(10_000).optional(),
      licence: z.string().max(10_000).optional(),
    }),
    format: z.enum(['long', 'm5']).default('long'),
    files: z.array(file).min(1).max(1000),
    mapping: longMapping.prefault({}).describe('format long only'),
    negatives: z.enum(negativePolicies).default('reject'),
    badRows: z.enum(badRowPolicies).default('reject'),
    createItems: z.boolean().default(true),
    verify: z
      .boolean()
      .default(false)
      .describe('the files are the official ones of M5; refuse others'),
    again: z.boolean().default(false).describe('ingest also what has been ingested before'),
  })
  .refine(({ verify, format }) => !verify || format === 'm5', {
    message: 'official files are only known of format m5',
    path: ['verify'],
  });
export type IngestFilesCommand = z.output<typeof ingestFilesCommand>;
/** What a caller writes: everything with a default may be left out. */
export type IngestFilesInput = z.input<typeof ingestFilesCommand>;
