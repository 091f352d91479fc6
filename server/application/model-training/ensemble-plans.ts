import {
  type LearnedArchitecture,
  type LearnedMember,
  type MemberPlan,
  memberPlanSchema,
} from '../training/index.ts';
import type { ModelSettings } from './train-command.ts';

/** A member with what its network forecasts. */
export interface EnsemblePlan {
  readonly role: LearnedMember['role'];
  readonly plan: MemberPlan;
}

/** Seeds of one ensemble, far from those of the next one. */
const seedsPerEnsemble = 1000;

/**
 * The networks of a model: interpretable stacks for trend and season and one for anything else; quantile loss where they
 * forecast quantiles, squared error where they forecast the mean. `season` is the season in periods.
 */
export function ensemblePlans(settings: ModelSettings, season: number): readonly EnsemblePlan[] {
  const roles = ['quantiles', 'mean'] as const;
  return roles.flatMap((role, place) =>
    Array.from({ length: settings.members }, (_, index) => ({
      role,
      plan: memberPlan(settings, season, { role, member: place * settings.members + index, index }),
    })),
  );
}

/** What a manifest says of the networks. */
export function architectureOf(
  plans: readonly EnsemblePlan[],
  { horizon, quantileLevels }: ModelSettings,
  season: number,
): LearnedArchitecture {
  return {
    horizon,
    minimumLength: season,
    members: plans.map(({ role, plan }) => ({
      role,
      network: plan.network,
      transform: plan.transform,
      quantileLevels: role === 'quantiles' ? quantileLevels : null,
    })),
  };
}

function memberPlan(
  settings: ModelSettings,
  season: number,
  {
    role,
    member,
    index,
  }: { readonly role: LearnedMember['role']; readonly member: number; readonly index: number },
): MemberPlan {
  const { horizon, lookbacks, quantileLevels, steps } = settings;
  const { trendDegree, harmonics, blocks, layers, width } = settings.network;
  const lookback = lookbacks[index % lookbacks.length]!;
  const periods = wavesOf(season, harmonics);
  const bases = [
    { kind: 'trend', degree: trendDegree } as const,
    ...(periods.length === 0 ? [] : [{ kind: 'seasonal', periods } as const]),
    { kind: 'generic' } as const,
  ];
  const isQuantiles = role === 'quantiles';
  return memberPlanSchema.parse({
    name: `${role}-${index + 1}-${lookback * horizon}`,
    network: {
      kind: 'n-beats',
      inputSize: lookback * horizon,
      horizon,
      stacks: bases.map((basis) => ({ basis, blocks, layers, width })),
      outputs: isQuantiles ? quantileLevels.length : 1,
    },
    loss: isQuantiles ? { kind: 'pinball', levels: quantileLevels } : { kind: 'squared' },
    transform: { scale: settings.scale, recentSize: horizon, link: 'identity' },
    sampling: {
      recentHorizons: settings.recentHorizons,
      minimumInputs: season,
      horizons: 'whole',
    },
    training: {
      seed: settings.seed * seedsPerEnsemble + member,
      steps,
      batchSize: settings.batchSize,
      learningRate: settings.learningRate,
      adam: settings.adam,
      checkpointSteps: Math.max(1, Math.min(200, Math.ceil(steps / 8))),
    },
  });
}

/** Lengths of the waves that a season is made of, none shorter than two periods. */
function wavesOf(season: number, harmonics: number): number[] {
  const waves = Array.from({ length: harmonics }, (_, index) => season / (index + 1));
  return waves.filter((length) => length >= 2);
}
