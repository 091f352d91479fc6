import { describe, expect, it } from 'vitest';

import { type MemberPlan, memberPlanSchema } from './member-plan.ts';

const plan = {
  name: 'daily-28',
  network: {
    kind: 'n-beats',
    inputSize: 56,
    horizon: 28,
    stacks: [{ basis: { kind: 'generic' }, blocks: 3, layers: 2, width: 64 }],
  },
  loss: { kind: 'absolute' },
  transform: { scale: 'mean', recentSize: 28, link: 'identity' },
  sampling: { recentHorizons: 10, minimumInputs: 28, horizons: 'whole' },
  training: { steps: 100 },
};

describe('memberPlanSchema', () => {
  it('writes out every number that was left to its default', () => {
    const parsed: MemberPlan = memberPlanSchema.parse(plan);
    expect(parsed).toMatchObject({
      heldOutOrigins: 0,
      network: { covariates: { known: 0, constant: 0 }, outputs: 1 },
      training: { seed: 1, batchSize: 128, adam: { beta2: 0.999 }, learningRate: { peak: 1e-3 } },
    });
    expect(memberPlanSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  it.each([
    ['an unknown setting', { ...plan, momentum: 1 }],
    ['no stacks', { ...plan, network: { ...plan.network, stacks: [] } }],
    ['a quantile level outside (0, 1)', { ...plan, loss: { kind: 'pinball', levels: [1] } }],
    ['a name that is no file name', { ...plan, name: '../up' }],
    ['no steps', { ...plan, training: { steps: 0 } }],
  ])('refuses %s', (_, broken) => {
    expect(memberPlanSchema.safeParse(broken).success).toBe(false);
  });
});
