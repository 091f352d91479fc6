import { z } from 'zod';

const positive = z.number().positive();
const share = z.number().min(0).max(1);

/** Every number that a training depends on beside its network and its windows. Logged at the start, stored with the result. */
export const trainingSettingsSchema = z
  .strictObject({
    /** Of the first weights and of the windows; with the same backend the same seed gives the same bytes. */
    seed: z.int().default(1),
    steps: z.int().positive(),
    /** Windows per step. */
    batchSize: z.int().positive().default(128),
    learningRate: z
      .strictObject({
        peak: positive.default(1e-3),
        end: z.number().min(0).default(1e-5),
        warmUpSteps: z.int().min(0).default(50),
      })
      .prefault({}),
    adam: z
      .strictObject({
        beta1: share.default(0.9),
        beta2: share.default(0.999),
        epsilon: positive.default(1e-8),
        weightDecay: z.number().min(0).default(0),
        clipNorm: positive.default(1),
        averageDecay: share.default(0.995),
      })
      .prefault({}),
    /** With `patience`, the training ends after so many scores without a better one, and keeps the best weights. */
    scoring: z
      .strictObject({ everySteps: z.int().positive(), patience: z.int().positive().nullable() })
      .nullable()
      .default(null),
    /** Steps between two saved states. */
    checkpointSteps: z.int().positive().default(500),
  })
  .readonly();

export type TrainingSettings = z.output<typeof trainingSettingsSchema>;
export type TrainingSettingsInput = z.input<typeof trainingSettingsSchema>;
