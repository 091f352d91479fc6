import { m5QuantileLevels } from '#core/evaluation';
import { windowScales } from '#core/models/neural';
import { z } from 'zod';

import { trainingSettingsSchema } from '../training/index.ts';

const count = z.int().min(1);
const text = z.string().min(1).max(200);
const { adam, learningRate } = trainingSettingsSchema.unwrap().shape;

/** M5's nine levels, and those of an 80 % interval. */
const defaultQuantileLevels = [...m5QuantileLevels, 0.1, 0.9];

/** Models that `TrainModel` knows how to build. */
export const trainableModels = ['mlp', 'n-beats'] as const;
export type TrainableModel = (typeof trainableModels)[number];

/** Stacks of N-BEATS: interpretable ones, and one for anything. */
export const stackKinds = ['trend', 'season', 'covariates', 'generic'] as const;

/** Every number that the weights of a model depend on beside the data. Logged at the start, stored in the manifest. */
export const modelSettingsSchema = z
  .strictObject({
    /** Periods ahead. */
    horizon: count.max(1000).default(28),
    quantileLevels: z
      .array(z.number().gt(0, 'must be greater than 0').lt(1, 'must be less than 1'))
      .min(1)
      .max(98)
      .default(defaultQuantileLevels)
      .transform((levels) => [...new Set([...levels, 0.5])].sort((one, other) => one - other)),
    /** Lengths of the inputs in horizons; members take them in turn. */
    lookbacks: z.array(count.max(100)).min(1).max(50).default([2, 3]),
    /** Networks that forecast quantiles, and as many that forecast the mean. */
    members: count.max(50).default(2),
    /** Of each network. */
    network: z
      .strictObject({
        layers: count.max(8).default(2),
        width: count.max(4096).default(128),
        /** Of n-beats alone: its stacks in their order, and the blocks of each. */
        stacks: z.array(z.enum(stackKinds)).min(1).max(30).default(['trend', 'season', 'generic']),
        blocks: count.max(30).default(1),
        /** Highest power of time of a stack that draws the trend. */
        trendDegree: z.int().min(0).max(5).default(2),
        /** Waves per season of a stack that draws the season. */
        harmonics: count.max(24).default(3),
      })
      .prefault({}),
    /**
     * What the networks are told beside demand: a feature spec; null = nothing. Left out: the spec of the model for the dataset's
     * frequency, which for n-beats is nothing.
     */
    features: z.unknown().optional(),
    /** What windows of features are not told, now and then, so that networks can answer without it. */
    forgets: z
      .strictObject({
        prices: z.number().min(0).max(1).default(0.15),
        categories: z.number().min(0).max(1).default(0.05),
      })
      .prefault({}),
    /** What networks for the mean make small; `absolute` and `smape` lead to medians. */
    meanLoss: z.enum(['squared', 'absolute', 'smape']).default('squared'),
    /** What the demand of a window is divided by, where features do not say it. */
    scale: z.enum(windowScales).default('one-plus-mean'),
    /** Windows come from the last so many horizons of each series. */
    recentHorizons: z.number().positive().max(10_000).default(26),
    steps: count.max(1_000_000).default(600),
    seed: z.int().min(0).max(2_147_483_647).default(1),
    /** Windows per step. */
    batchSize: count.max(65_536).default(128),
    learningRate: learningRate.prefault({ peak: 3e-3 }),
    adam,
    /**
     * Holds out the last origins of the training, scores them on the way, ends without a better score after `patience` scores,
     * and keeps the best weights; null = every day is trained on, for all steps.
     */
    earlyStopping: z
      .strictObject({
        origins: count.max(100).default(2),
        everySteps: count.default(100),
        patience: count.default(3),
      })
      .nullable()
      .default(null),
  })
  .readonly();
export type ModelSettings = z.output<typeof modelSettingsSchema>;

/** What `TrainModel` takes. */
export const trainCommand = z.strictObject({
  dataset: text,
  model: z.enum(trainableModels).default('n-beats'),
  settings: modelSettingsSchema.prefault({}),
  /** Rolling origins that the weights do not see and that the version is scored on, one horizon apart. */
  windows: z.int().min(1).max(100).default(3),
  backend: z.enum(['auto', 'wasm', 'native']).default('auto'),
  /** Only what was recorded by then; now where it is left out. */
  asOf: z.date().optional(),
  /** Train again even what is published. */
  fresh: z.boolean().default(false),
});
export type TrainInquiry = z.input<typeof trainCommand>;
export type TrainCommand = z.output<typeof trainCommand>;
