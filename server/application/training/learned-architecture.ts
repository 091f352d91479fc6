import { z } from 'zod';

import { networkSchema, transformSchema } from './member-plan.ts';

const member = z.strictObject({
  /** What it forecasts: the mean, or quantiles. */
  role: z.enum(['mean', 'quantiles']),
  network: networkSchema,
  transform: transformSchema,
  /** Ascending; null for the mean. */
  quantileLevels: z.array(z.number().gt(0).lt(1)).min(1).max(99).nullable(),
});

/** One network of a published ensemble. */
export type LearnedMember = z.output<typeof member>;

/**
 * `architecture` in the manifest of a model of kind `n-beats`: what its weights are the weights of. Written by training, read by
 * serving.
 */
export const learnedArchitectureSchema = z
  .strictObject({
    /** Periods ahead that every member forecasts. */
    horizon: z.int().positive(),
    /** Known values that an item needs to be forecast. */
    minimumLength: z.int().min(1),
    members: z.array(member).min(1).max(200),
  })
  .superRefine(({ horizon, members }, context) => {
    const issue = (place: number, message: string) => {
      context.addIssue({ code: 'custom', path: ['members', place], message });
    };
    const forecastsQuantiles = members.find(({ role }) => role === 'quantiles');
    if (forecastsQuantiles === undefined) issue(0, 'at least one member must forecast quantiles');
    const levels = JSON.stringify(forecastsQuantiles?.quantileLevels ?? null);
    for (const [place, { role, network, quantileLevels }] of members.entries()) {
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

/** The name of a member's array among the tensors of the artifact; `parameter` as its network names it. */
export function memberTensorName(member: number, parameter: string): string {
  return `members/${member}/${parameter}`;
}
