import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createRandom } from '#core/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type MemberPlan,
  memberPlanSchema,
  type TrainingProgress,
} from '../../application/training/index.ts';
import { openTensorflow } from '../open-tensorflow.ts';
import { forecastEnsemble } from './forecast-ensemble.ts';
import { type MembersRun, trainMembers } from './train-members.ts';

const tensorflow = { backend: 'wasm', nativeDirectory: '' } as const;

const random = createRandom(2);
const series = Array.from({ length: 6 }, (_, item) =>
  Float64Array.from(
    { length: 90 },
    (_, day) => (item + 1) * (day % 7 < 2 ? 2 : 5) + random.uniform(),
  ),
);

function planOf(seed: number, more: { readonly loss?: MemberPlan['loss'] } = {}): MemberPlan {
  return memberPlanSchema.parse({
    name: `member-${seed}`,
    network: {
      kind: 'n-beats',
      inputSize: 14,
      horizon: 7,
      stacks: [{ basis: { kind: 'seasonal', periods: [7, 3.5] }, blocks: 2, layers: 1, width: 12 }],
    },
    loss: { kind: 'absolute' },
    transform: { scale: 'mean', recentSize: 7, link: 'identity' },
    sampling: { recentHorizons: 8, minimumInputs: 7, horizons: 'whole' },
    training: {
      seed,
      steps: 150,
      batchSize: 16,
      checkpointSteps: 25,
      learningRate: { peak: 1e-2 },
    },
    ...more,
  });
}

let folder: string;

function runOf(more: Partial<MembersRun> = {}): MembersRun {
  return {
    ...{ plans: [planOf(1), planOf(2)], data: { series, features: null }, tensorflow },
    ...{ parallel: 2, checkpointDirectory: folder },
    ...more,
  };
}

beforeAll(async () => {
  await openTensorflow(tensorflow);
  folder = await mkdtemp(join(tmpdir(), 'members-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('trainMembers', () => {
  it('trains each member on a thread of its own, with the same result one after the other', async () => {
    const told = new Map<string, TrainingProgress>();
    const together = await trainMembers(
      runOf({ onProgress: ({ name }, progress) => told.set(name, progress) }),
    );
    expect([...told.keys()].sort()).toEqual(['member-1', 'member-2']);
    expect(told.get('member-2')).toMatchObject({ step: 150, steps: 150 });
    expect(together.map(({ plan }) => plan.name)).toEqual(['member-1', 'member-2']);
    expect(together[0]!.trained.weights).not.toEqual(together[1]!.trained.weights);
    expect(await trainMembers(runOf({ parallel: 1 }))).toEqual(together);
    await expect(readdir(folder)).resolves.toEqual([]);
  }, 60_000);

  it('is stopped by a signal and taken up again to the same end', async () => {
    const whole = await trainMembers(runOf({ checkpointDirectory: null }));
    const abort = new AbortController();
    const stopped = trainMembers(
      runOf({
        signal: abort.signal,
        parallel: 1,
        onProgress: ({ name }, { step }) => {
          if (name === 'member-2' && step >= 75) abort.abort(new Error('stopped by hand'));
        },
      }),
    );
    await expect(stopped).rejects.toThrow('stopped by hand');
    expect((await readdir(folder)).length).toBe(2);
    const steps: number[] = [];
    const resumed = await trainMembers(
      runOf({ onProgress: ({ name }, { step }) => name === 'member-2' && steps.push(step) }),
    );
    expect(resumed).toEqual(whole);
    expect(steps[0]).toBeGreaterThan(25);
  }, 60_000);

  it('tells what went wrong on a thread', async () => {
    const broken = runOf({
      plans: [planOf(1)],
      data: { series: [Float64Array.of(1)], features: null },
    });
    await expect(trainMembers(broken)).rejects.toThrow('two values');
  }, 60_000);
});

describe('forecastEnsemble', () => {
  it('forecasts the pattern that the members learned, quantiles in order', async () => {
    const loss = { kind: 'pinball', levels: [0.1, 0.5, 0.9] } as const;
    const plans = [planOf(1, { loss: { ...loss, levels: [...loss.levels] } })];
    const members = await trainMembers(runOf({ plans, checkpointDirectory: null }));
    const demand = forecastEnsemble(members, series, 'median');
    expect(demand.length).toBe(6 * 3 * 7);
    for (let row = 0; row < 6; row += 1) {
      for (let lead = 0; lead < 7; lead += 1) {
        const [low, middle, high] = [0, 1, 2].map((q) => demand[(row * 3 + q) * 7 + lead]!);
        expect(low).toBeLessThanOrEqual(middle!);
        expect(middle).toBeLessThanOrEqual(high!);
        const usual = (row + 1) * ((90 + lead) % 7 < 2 ? 2 : 5) + 0.5;
        expect(Math.abs(middle! - usual) / usual).toBeLessThan(0.35);
      }
    }
  }, 60_000);
});
