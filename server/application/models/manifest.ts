import { frequencies } from '#core/calendar';
import { z } from 'zod';

import { levelMetrics } from './level-metrics.ts';
import { modelName, modelVersionName } from './model-reference.ts';

/** The version of the manifest's own form that this release writes; it reads this one and all earlier ones. */
export const manifestSchemaVersion = 1;

/** What a model is built as; decides how `architecture` is read. */
const modelKinds = ['baseline', 'mlp', 'n-beats', 'ensemble'] as const;
export type ModelKind = (typeof modelKinds)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
const text = z.string().min(1).max(2000);
const facts = z.record(z.string().max(200), z.json());
/** Sizes of the axes; null = as many as are asked for. */
const shape = z.array(z.int().min(1).nullable()).min(1).max(8);
const period = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/, 'must be a date, or an hour in UTC');

/** A file of an artifact beside the manifest and its signature. */
const artifactFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_]+(\.[a-z0-9]+)+$/, 'must be a plain file name'),
  bytes: z.int().min(0),
  sha256,
});

/** What a version is made of, made from and worth: everything but its files. */
export const manifestFacts = z.strictObject({
  schemaVersion: z.literal(manifestSchemaVersion),
  model: modelName,
  version: modelVersionName,
  kind: z.enum(modelKinds),
  /** One sentence for people. */
  description: text,
  /** What it may be used for, and where it is known to be weak: sentences of the model card. */
  intendedUse: text,
  limits: z.array(text).max(50),
  /** Read by the code of the kind. */
  architecture: facts,
  /** What the inputs are computed from. */
  features: facts,
  /** Numbers that inputs are scaled by. */
  scalers: facts,
  /** Labels of each categorical input; the place of a label is its number. */
  categories: z.record(z.string().max(200), z.array(z.string().max(200))),
  dataset: z.strictObject({
    slug: z.string().min(1).max(200),
    /** Lineage: hash over the dataset's ingestions. */
    version: sha256,
    frequency: z.enum(frequencies),
    synthetic: z.boolean(),
  }),
  /** First and last period that the weights have seen. */
  trainingWindow: z.strictObject({ from: period, to: period, items: z.int().min(1) }),
  hyperparameters: facts,
  seed: z.int().min(0),
  /** What computed the training, such as `wasm`. */
  backend: z.string().min(1).max(100),
  /** Versions of what had a part in it, this project's release among them. */
  libraries: z.record(z.string().max(200), z.string().max(100)),
  metrics: z.strictObject({
    /** One origin, as training ends with; empty where it was not scored. */
    singleRun: z.array(levelMetrics).max(100),
    /** Several origins; null where there was no backtest. */
    backtest: z
      .strictObject({
        datasetVersion: sha256,
        horizon: z.int().min(1),
        windows: z.int().min(1),
        stepSize: z.int().min(1),
        levels: z.array(levelMetrics).min(1).max(100),
      })
      .nullable(),
  }),
  input: z.strictObject({ shape }),
  output: z.strictObject({ shape }),
  /** Chosen by the maker. Training writes the last day of its data, so that the same training gives the same bytes. */
  createdAt: z.iso.datetime(),
});
/** What the maker of a version says of it. */
export type ManifestFacts = z.infer<typeof manifestFacts>;

/** The whole manifest, as `manifest.json` holds it. */
export const manifestSchema = manifestFacts.extend({
  /** Values of all tensors together. */
  parameters: z.int().min(0),
  files: z.array(artifactFile).min(1).max(16),
});
export type Manifest = z.infer<typeof manifestSchema>;
