import {
  type ForgettingSettings,
  links,
  type LossSettings,
  type NetworkSettings,
  type SamplingSettings,
  windowScales,
  type WindowTransform,
} from '#core/models/neural';
import { z } from 'zod';

import { trainingSettingsSchema } from './training-settings.ts';

const count = z.int().positive();
const none = z.int().min(0);

const basis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('generic') }),
  z.strictObject({ kind: z.literal('trend'), degree: none }),
  z.strictObject({ kind: z.literal('seasonal'), periods: z.array(z.number().min(2)).min(1) }),
  z.strictObject({ kind: z.literal('covariates') }),
]);

const covariates = z
  .strictObject({ known: none, constant: none })
  .default({ known: 0, constant: 0 });
const dense = z.strictObject({ layers: count, width: count });
const window = { inputSize: count, horizon: count, covariates, outputs: count.default(1) };

/** The shape of a network. */
export const networkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('n-beats'),
    ...window,
    stacks: z.array(z.strictObject({ basis, blocks: count, layers: count, width: count })).min(1),
  }),
  z.strictObject({ kind: z.literal('mlp'), ...window, context: dense, decoder: dense }),
]) satisfies z.ZodType<NetworkSettings>;

const loss = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('smape') }),
  z.strictObject({ kind: z.literal('absolute') }),
  z.strictObject({ kind: z.literal('squared') }),
  z.strictObject({
    kind: z.literal('pinball'),
    levels: z.array(z.number().gt(0).lt(1)).min(1),
  }),
]) satisfies z.ZodType<LossSettings>;

const link = z.enum(links);
const windowTransform = z.strictObject({
  scale: z.enum(windowScales),
  recentSize: count,
  link,
}) satisfies z.ZodType<WindowTransform>;

/** How demand becomes what a network reads: by itself, or by the feature function, whose scale and covariates it takes. */
export const transformSchema = z.discriminatedUnion('scale', [
  windowTransform,
  z.strictObject({ scale: z.literal('features'), link }),
]);

const forgets = z.strictObject({
  prices: z.number().min(0).max(1),
  categories: z.number().min(0).max(1),
}) satisfies z.ZodType<ForgettingSettings>;

const sampling = z.strictObject({
  recentHorizons: z.number().positive(),
  minimumInputs: count,
  horizons: z.enum(['whole', 'cut-off']),
}) satisfies z.ZodType<SamplingSettings>;

/** One member of an ensemble: with the series, all that its weights depend on. */
export const memberPlanSchema = z
  .strictObject({
    /** Unique in the ensemble; also the name of its checkpoint. */
    name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
    network: networkSchema,
    loss,
    transform: transformSchema,
    sampling,
    /** What windows of features are not told; demand alone has nothing to forget. */
    forgets: forgets.default({ prices: 0, categories: 0 }),
    training: trainingSettingsSchema,
    /** Rolling origins that are held out and scored; without any, all of each series is trained on. */
    heldOutOrigins: none.default(0),
  })
  .readonly();

export type MemberPlan = z.output<typeof memberPlanSchema>;
