import { type MemberPlan, memberPlanSchema } from '../../../server/application/training/index.ts';
import type { M4Group } from './series.ts';

/** What was chosen for a group on its held-out windows; members differ in lookback and seed alone. */
interface EnsembleChoice {
  /** Lengths of the input in horizons, one member each; the seed is the position, from 1. */
  readonly lookbacks: readonly number[];
  readonly steps: number;
  /** Windows come from the last so many horizons of a series. */
  readonly recentHorizons: number;
  readonly scale: 'last' | 'mean';
}

const choices: Readonly<Record<M4Group['name'], EnsembleChoice>> = {
  Weekly: { lookbacks: [7, 10, 5, 12, 7, 10], steps: 2000, recentHorizons: 200, scale: 'last' },
  Hourly: { lookbacks: [4, 7, 5, 6, 4, 7], steps: 2000, recentHorizons: 10, scale: 'mean' },
};

/** The members for a group; `heldOutOrigins` horizons at the ends of the series are kept from the training. */
export function nBeatsMembers(group: M4Group, heldOutOrigins: number): readonly MemberPlan[] {
  const { lookbacks, steps, recentHorizons, scale } = choices[group.name];
  const { horizon } = group;
  return lookbacks.map((lookback, index) =>
    memberPlanSchema.parse({
      name: `${group.name.toLowerCase()}-${lookback}-${index + 1}`,
      network: {
        kind: 'n-beats',
        inputSize: lookback * horizon,
        horizon,
        stacks: [{ basis: { kind: 'generic' }, blocks: 6, layers: 3, width: 128 }],
      },
      loss: { kind: 'smape' },
      transform: { scale, recentSize: horizon, link: 'logarithm' },
      sampling: { recentHorizons, minimumInputs: Math.min(2 * horizon, 48), horizons: 'cut-off' },
      training: {
        seed: index + 1,
        steps,
        batchSize: 128,
        learningRate: { peak: 3e-3, end: 1e-5, warmUpSteps: 50 },
      },
      heldOutOrigins,
    }),
  );
}
