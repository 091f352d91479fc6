import {
  links,
  type LossSettings,
  type NBeatsSettings,
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

/** The shape of an N-BEATS network. */
export const networkSchema = z.strictObject({
  kind: z.literal('n-beats'),
  inputSize: count,
  horizon: count,
  stacks: z.array(z.strictObject({ basis, blocks: count, layers: count, width: count })).min(1),
  covariates: z.strictObject({ known: none, constant: none }).default({ known: 0, constant: 0 }),
  outputs: count.default(1),
}) satisfies z.ZodType<NBeatsSettings>;

const loss = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('smape') }),
  z.strictObject({ kind: z.literal('absolute') }),
  z.strictObject({ kind: z.literal('squared') }),
  z.strictObject({
    kind: z.literal('pinball'),
    levels: z.array(z.number().gt(0).lt(1)).min(1),
  }),
]) satisfies z.ZodType<LossSettings>;

/** How demand becomes what a network reads. */
export const transformSchema = z.strictObject({
  scale: z.enum(windowScales),
  recentSize: count,
  link: z.enum(links),
}) satisfies z.ZodType<WindowTransform>;

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
    training: trainingSettingsSchema,
    /** Rolling origins that are held out and scored; without any, all of each series is trained on. */
    heldOutOrigins: none.default(0),
  })
  .readonly();

export type MemberPlan = z.output<typeof memberPlanSchema>;
