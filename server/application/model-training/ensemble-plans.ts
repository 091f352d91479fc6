import { type FeatureWidths } from '#core/features';
import { featureCovariates, type StackBasis } from '#core/models/neural';

import {
  type LearnedArchitecture,
  type LearnedMember,
  type MemberPlan,
  memberPlanSchema,
} from '../training/index.ts';
import type { ModelSettings, TrainableModel } from './train-command.ts';

/** A member with what its network forecasts. */
export interface EnsemblePlan {
  readonly role: LearnedMember['role'];
  readonly plan: MemberPlan;
}

/** What the networks of a model are built for. */
export interface EnsembleOptions {
  readonly model: TrainableModel;
  readonly settings: ModelSettings;
  /** In periods. */
  readonly season: number;
  /** Null where the networks read demand alone. */
  readonly features: FeatureWidths | null;
}

/** Seeds of one ensemble, far from those of the next one. */
const seedsPerEnsemble = 1000;

/** The networks of a model: some for quantiles, with quantile loss, and as many for the mean. */
export function ensemblePlans(options: EnsembleOptions): readonly EnsemblePlan[] {
  const roles = ['quantiles', 'mean'] as const;
  const { members } = options.settings;
  return roles.flatMap((role, place) =>
    Array.from({ length: members }, (_, index) => ({
      role,
      plan: memberPlan(options, { role, member: place * members + index, index }),
    })),
  );
}

/** What a manifest says of the networks. */
export function architectureOf(
  plans: readonly EnsemblePlan[],
  { settings: { horizon, quantileLevels }, season, features }: EnsembleOptions,
): LearnedArchitecture {
  return {
    horizon,
    minimumLength: season,
    features: features && { ...features, categories: [...features.categories] },
    members: plans.map(({ role, plan }) => ({
      role,
      network: plan.network,
      transform: plan.transform,
      quantileLevels: role === 'quantiles' ? quantileLevels : null,
    })),
  };
}

interface MemberPlace {
  readonly role: LearnedMember['role'];
  /** Among all members, and among those of its role. */
  readonly member: number;
  readonly index: number;
}

function memberPlan(options: EnsembleOptions, { role, member, index }: MemberPlace): MemberPlan {
  const { settings, season, features } = options;
  const { horizon, lookbacks, quantileLevels, steps, earlyStopping } = settings;
  const inputSize = lookbacks[index % lookbacks.length]! * horizon;
  const isQuantiles = role === 'quantiles';
  return memberPlanSchema.parse({
    name: `${role}-${index + 1}-${inputSize}`,
    network: {
      ...networkOf(options),
      ...{ inputSize, horizon, outputs: isQuantiles ? quantileLevels.length : 1 },
      ...(features === null ? {} : { covariates: featureCovariates(features) }),
    },
    loss: isQuantiles ? { kind: 'pinball', levels: quantileLevels } : { kind: settings.meanLoss },
    transform:
      features === null
        ? { scale: settings.scale, recentSize: horizon, link: 'identity' }
        : { scale: 'features', link: 'identity' },
    sampling: {
      recentHorizons: settings.recentHorizons,
      minimumInputs: season,
      horizons: 'whole',
    },
    forgets: settings.forgets,
    training: {
      seed: settings.seed * seedsPerEnsemble + member,
      steps,
      batchSize: settings.batchSize,
      learningRate: settings.learningRate,
      adam: settings.adam,
      scoring: earlyStopping && {
        everySteps: earlyStopping.everySteps,
        patience: earlyStopping.patience,
      },
      checkpointSteps: Math.max(1, Math.min(200, Math.ceil(steps / 8))),
    },
    heldOutOrigins: earlyStopping?.origins ?? 0,
  });
}

function networkOf({ model, settings: { network }, season }: EnsembleOptions): object {
  const { layers, width, blocks } = network;
  if (model === 'mlp')
    return { kind: 'mlp', context: { layers, width }, decoder: { layers, width } };
  const bases = network.stacks.flatMap((kind) => basisOf(kind, network, season) ?? []);
  return {
    kind: 'n-beats',
    stacks: bases.map((basis) => ({ basis, blocks, layers, width })),
  };
}

/** Null: the season has no wave that periods could draw. */
function basisOf(
  kind: ModelSettings['network']['stacks'][number],
  { trendDegree, harmonics }: ModelSettings['network'],
  season: number,
): StackBasis | null {
  switch (kind) {
    case 'trend':
      return { kind, degree: trendDegree };
    case 'season': {
      const periods = wavesOf(season, harmonics);
      return periods.length === 0 ? null : { kind: 'seasonal', periods };
    }
    case 'covariates':
    case 'generic':
      return { kind };
  }
}

/** Lengths of the waves that a season is made of, none shorter than two periods. */
function wavesOf(season: number, harmonics: number): number[] {
  const waves = Array.from({ length: harmonics }, (_, index) => season / (index + 1));
  return waves.filter((length) => length >= 2);
}
