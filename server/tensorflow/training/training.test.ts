import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  holdOut,
  type NBeatsSettings,
  scoreForecasts,
  SeriesWindows,
  type WindowTransform,
} from '#core/models/neural';
import { createRandom } from '#core/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  startTraining,
  type TrainedNetwork,
  trainNetwork,
  type TrainingProgress,
  type TrainingRun,
  type TrainingSettingsInput,
  trainingSettingsSchema,
} from '../../application/training/index.ts';
import { openTensorflow } from '../open-tensorflow.ts';
import { nBeats } from '../networks/n-beats.ts';
import { openSession } from '../networks/network-session.ts';
import { FileCheckpoints } from './file-checkpoints.ts';

const shape = { inputSize: 14, horizon: 7 };
const transform: WindowTransform = { scale: 'mean', recentSize: 7, link: 'logarithm' };
const loss = { kind: 'smape' } as const;

const network: NBeatsSettings = {
  ...shape,
  stacks: [{ basis: { kind: 'generic' }, blocks: 2, layers: 1, width: 16 }],
  covariates: { known: 0, constant: 0 },
  outputs: 1,
};

/** Weeks with a pattern, levels and some noise: there is something to learn. */
const random = createRandom(9);
const series = Array.from({ length: 12 }, (_, item) =>
  Float64Array.from(
    { length: 120 },
    (_, day) =>
      (item + 2) * (3 + 2 * Math.sin((2 * Math.PI * day) / 7)) * (1 + 0.05 * random.normal()),
  ),
);

function runOf(
  settings: Partial<TrainingSettingsInput>,
  more: Partial<TrainingRun> = {},
): TrainingRun {
  return {
    session: openSession({ network: nBeats(network), loss, link: transform.link }),
    source: new SeriesWindows({
      ...{ series, shape, transform },
      sampling: { recentHorizons: 10, minimumInputs: 7, horizons: 'whole' },
    }),
    settings: trainingSettingsSchema.parse({
      ...{ steps: 90, batchSize: 16, checkpointSteps: 20, seed: 3 },
      learningRate: { peak: 3e-3 },
      ...settings,
    }),
    ...more,
  };
}

function bytesOf({ weights }: TrainedNetwork): string {
  return Buffer.concat(weights.map(({ buffer }) => new Uint8Array(buffer))).toString('base64');
}

let folder: string;

beforeAll(async () => {
  await openTensorflow({ backend: 'wasm', nativeDirectory: '' });
  folder = await mkdtemp(join(tmpdir(), 'training-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('trainNetwork', () => {
  it('learns a pattern of the week', async () => {
    const losses: number[] = [];
    const { source } = runOf({});
    const trained = await trainNetwork(
      runOf({ steps: 300 }, { onProgress: (progress) => losses.push(progress.loss) }),
    );
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 3);
    expect(trained.steps).toBe(300);
    expect(source.shape.horizon).toBe(7);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const first = bytesOf(await trainNetwork(runOf({})));
    expect(bytesOf(await trainNetwork(runOf({})))).toBe(first);
    expect(bytesOf(await trainNetwork(runOf({ seed: 4 })))).not.toBe(first);
  });

  it.each([25, 50, 75])('ends with the same bytes after it was killed at step %d', async (step) => {
    const whole = await trainNetwork(runOf({}));
    const path = join(folder, `killed-at-${step}`);
    const abort = new AbortController();
    const stopAt = (progress: TrainingProgress): void => {
      if (progress.step >= step) abort.abort(new Error('killed'));
    };
    const killed = trainNetwork(
      runOf(
        {},
        { checkpoints: new FileCheckpoints(path), onProgress: stopAt, signal: abort.signal },
      ),
    );
    await expect(killed).rejects.toThrow('killed');
    const steps: number[] = [];
    const resumed = await trainNetwork(
      runOf(
        {},
        {
          checkpoints: new FileCheckpoints(path),
          onProgress: (progress) => steps.push(progress.step),
        },
      ),
    );
    expect(steps[0]).toBeGreaterThan(20);
    expect(bytesOf(resumed)).toBe(bytesOf(whole));
    expect(resumed).toEqual(whole);
    const again = await trainNetwork(runOf({}, { checkpoints: new FileCheckpoints(path) }));
    expect(again).toEqual(whole);
    await new FileCheckpoints(path).clear();
    await expect(new FileCheckpoints(path).load()).resolves.toBeNull();
  });

  it('stops when scores no longer get better, keeps the best weights, and resumes that too', async () => {
    const { training, origins } = holdOut(series, shape, transform, 2);
    const source = new SeriesWindows({
      ...{ series: training, shape, transform },
      sampling: { recentHorizons: 10, minimumInputs: 7, horizons: 'cut-off' },
    });
    const scores: number[] = [];
    const scored: Partial<TrainingRun> = {
      source,
      score: (predict) => {
        // Worse from the fourth score on, so that the end does not hang on chance.
        const score = scoreForecasts(
          loss,
          origins.map((batch) => ({ batch, demand: predict(batch) })),
        );
        scores.push(score);
        return scores.length > 3 ? 1 + scores.length : score;
      },
    };
    const settings = { steps: 400, scoring: { everySteps: 20, patience: 3 } };
    const trained = await trainNetwork(runOf(settings, scored));
    expect(trained.steps).toBe(120);
    expect(trained.score).toBe(Math.min(...scores.slice(0, 3)));
    const last = await trainNetwork(
      runOf({ ...settings, scoring: { everySteps: 20, patience: null } }, scored),
    );
    expect(last.steps).toBe(400);
  });

  it('tells the learning rate and the time that is left', async () => {
    let seconds = 0;
    const told: TrainingProgress[] = [];
    await trainNetwork(
      runOf(
        { steps: 50 },
        { onProgress: (progress) => told.push(progress), clock: () => (seconds += 5) },
      ),
    );
    expect(told.map(({ step }) => step)).toEqual([25, 50]);
    expect(told[0]!.secondsLeft).toBe(5);
    expect(told[1]).toMatchObject({ steps: 50, secondsLeft: 0, score: null });
  });
});

describe('FileCheckpoints', () => {
  const state = startTraining(nBeats(network).parameters, 1);
  const scored = {
    ...state,
    loss: 0.1 + 0.2,
    best: { score: 1 / 3, step: 7, worseScores: 2, weights: state.adam.weights },
  };

  it('reads back what it saved, to the last bit', async () => {
    const checkpoints = new FileCheckpoints(join(folder, 'deep', 'state'));
    await expect(checkpoints.load()).resolves.toBeNull();
    for (const each of [state, scored]) {
      await checkpoints.save(each);
      await expect(checkpoints.load()).resolves.toEqual(each);
    }
    await expect(readdir(join(folder, 'deep'))).resolves.toEqual(['state']);
  });

  it('refuses a file that was cut off or changed, and says what to do', async () => {
    const path = join(folder, 'damaged');
    const checkpoints = new FileCheckpoints(path);
    await checkpoints.save(scored);
    const bytes = await readFile(path);
    const flipped = Uint8Array.from(bytes);
    flipped[200]! ^= 1;
    for (const damaged of [bytes.subarray(0, -40), flipped, new Uint8Array(3)]) {
      await writeFile(path, damaged);
      await expect(checkpoints.load()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
      await expect(checkpoints.load()).rejects.toThrow('Delete it');
    }
  });
});
