import { type FeatureWidths, type FittedFeatures, pastDemandChannels } from '#core/features';
import { featureCovariates, knownPastOf } from '#core/models/neural';
import { z } from 'zod';

import { networkSchema, transformSchema } from './member-plan.ts';

/** Kinds of models that are networks with a learned architecture. */
const learnedKinds = ['n-beats', 'mlp'] as const;
export type LearnedKind = (typeof learnedKinds)[number];

/** Whether `learnedArchitectureSchema` reads the architecture of models of a kind. */
export function isLearnedKind(kind: string): kind is LearnedKind {
  return learnedKinds.some((known) => known === kind);
}

const member = z.strictObject({
  /** What it forecasts: the mean, or quantiles. */
  role: z.enum(['mean', 'quantiles']),
  network: networkSchema,
  transform: transformSchema,
  /** Ascending; null for the mean. */
  quantileLevels: z.array(z.number().gt(0).lt(1)).min(1).max(99).nullable(),
});

const size = z.int().min(0);
const widths = z.strictObject({
  lookback: z.int().positive(),
  past: z.int().min(pastDemandChannels),
  future: size,
  summary: size,
  categories: z.array(z.int().positive()),
}) satisfies z.ZodType<FeatureWidths>;

/** One network of a published ensemble. */
export type LearnedMember = z.output<typeof member>;

/**
 * `architecture` in the manifest of a learned model: what its weights are the weights of. Written by training, read by
 * serving.
 */
export const learnedArchitectureSchema = z
  .strictObject({
    /** Periods ahead that every member forecasts. */
    horizon: z.int().positive(),
    /** Known values that an item needs to be forecast. */
    minimumLength: z.int().min(1),
    /** Rows of the blocks that the feature function makes for its members; null where all read demand alone. */
    features: widths.nullable().default(null),
    members: z.array(member).min(1).max(200),
  })
  .superRefine(({ horizon, members, features }, context) => {
    const issue = (place: number, message: string) => {
      context.addIssue({ code: 'custom', path: ['members', place], message });
    };
    const forecastsQuantiles = members.find(({ role }) => role === 'quantiles');
    if (forecastsQuantiles === undefined) issue(0, 'at least one member must forecast quantiles');
    const levels = JSON.stringify(forecastsQuantiles?.quantileLevels ?? null);
    for (const [place, { role, network, transform, quantileLevels }] of members.entries()) {
      const problem = problemOfInputs(network, transform, features);
      if (problem !== null) issue(place, problem);
      if (network.horizon !== horizon) issue(place, `its horizon must be ${horizon}`);
      if ((role === 'mean') !== (quantileLevels === null)) {
        issue(place, 'quantileLevels belong to members that forecast quantiles, and only to them');
      }
      if (network.outputs !== (quantileLevels?.length ?? 1)) {
        issue(place, 'the network must have one output per quantile level, or one for the mean');
      }
      if (quantileLevels === null) continue;
      if (JSON.stringify(quantileLevels) !== levels) {
        issue(place, 'all members must forecast the same quantile levels');
      }
      if (quantileLevels.some((level, at) => level <= (quantileLevels[at - 1] ?? 0))) {
        issue(place, 'quantileLevels must ascend');
      }
    }
  });

export type LearnedArchitecture = z.output<typeof learnedArchitectureSchema>;

/** Periods of history that can influence a forecast: the longest input of a member, or of the features that members read. */
export function inputSizeOf(
  { members }: Pick<LearnedArchitecture, 'members'>,
  features: FittedFeatures | null,
): number {
  return Math.max(
    ...members.map(({ network }) => network.inputSize),
    features?.spec.inputSize ?? 0,
  );
}

/** The name of a member's array among the tensors of the artifact; `parameter` as its network names it. */
export function memberTensorName(member: number, parameter: string): string {
  return `members/${member}/${parameter}`;
}

/** Why a network cannot read what it is given. */
function problemOfInputs(
  network: LearnedMember['network'],
  transform: LearnedMember['transform'],
  features: FeatureWidths | null,
): string | null {
  const { known, constant } = network.covariates;
  if (transform.scale !== 'features') {
    return known + constant === 0 ? null : 'it wants covariates, which come with features';
  }
  if (features === null) return 'it reads features, and the model has none';
  const found = featureCovariates(features);
  if (known !== found.known || constant !== found.constant) {
    return `it wants ${known} channels and ${constant} constants, and the features have ${found.known} and ${found.constant}`;
  }
  const past = features.past - pastDemandChannels;
  if (knownPastOf(network) !== 0 && past !== known) {
    return `it wants ${known} channels of the past, and the features have ${past}`;
  }
  return network.inputSize <= features.lookback
    ? null
    : `it reads ${network.inputSize} periods, and the features have ${features.lookback}`;
}
