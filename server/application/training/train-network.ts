import { createRandom, type Random } from '#core/math';
import {
  createBatch,
  learningRate,
  stepAdam,
  type Weights,
  type WindowBatch,
  type WindowSource,
} from '#core/models/neural';

import type { CheckpointStore, NetworkSession } from './ports.ts';
import { type OnTrainingProgress, smoothedLoss } from './training-progress.ts';
import type { TrainingSettings } from './training-settings.ts';
import { type BestWeights, startTraining, type TrainingState } from './training-state.ts';

/** Forecasts of a batch with the weights that are being scored. */
export type Predict = (batch: WindowBatch) => Float64Array;

export interface TrainingRun {
  readonly session: NetworkSession;
  readonly source: WindowSource;
  readonly settings: TrainingSettings;
  /** Scores forecasts from origins that no window of the source has seen; lower is better. */
  readonly score?: (predict: Predict) => number;
  readonly checkpoints?: CheckpointStore;
  readonly onProgress?: OnTrainingProgress;
  readonly signal?: AbortSignal;
  /** Seconds of a clock that only goes forwards. */
  readonly clock?: () => number;
}

export interface TrainedNetwork {
  /** The averages of the weights: the best scored ones with early stopping, else the last. */
  readonly weights: Weights;
  readonly steps: number;
  readonly loss: number | null;
  readonly score: number | null;
}

/** How often people hear of it, and others get a turn on this thread. */
const stepsBetweenReports = 25;

/**
 * Trains from the last checkpoint, or from the seed. Interrupted at any step and run again, it ends with the same bytes; once it is
 * done, running it again costs nothing until its checkpoint is cleared.
 * @throws the signal's reason when it is aborted; what was saved stays.
 */
export async function trainNetwork(run: TrainingRun): Promise<TrainedNetwork> {
  const { session, source, settings, checkpoints } = run;
  const clock = run.clock ?? ((): number => performance.now() / 1000);
  let state = (await checkpoints?.load()) ?? startTraining(session.parameters, settings.seed);
  const batch = createBatch({ rows: settings.batchSize, ...source.shape });
  const windows = createRandom(settings.seed).fork('windows');
  const [startStep, startSeconds] = [state.adam.step, clock()];
  let score = state.best?.score ?? null;
  while (state.adam.step < settings.steps && !isStale(state.best, settings)) {
    const rate = learningRate(settings.learningRate, state.adam.step, settings.steps);
    state = takeStep(run, state, { batch, windows, rate });
    const { step } = state.adam;
    const isLast = step === settings.steps;
    if (run.score !== undefined && settings.scoring !== null) {
      if (isLast || step % settings.scoring.everySteps === 0) {
        score = run.score((rows) => session.predict(state.adam.averages, rows));
        state = { ...state, best: better(state, score) };
      }
    }
    if (step % settings.checkpointSteps === 0 && !isLast) await checkpoints?.save(state);
    if (step % stepsBetweenReports !== 0 && !isLast) continue;
    const secondsPerStep = (clock() - startSeconds) / (step - startStep);
    run.onProgress?.({
      ...{ step, steps: settings.steps, loss: state.loss ?? Number.NaN, learningRate: rate, score },
      secondsLeft: secondsPerStep * (settings.steps - step),
    });
    await nextTurn();
    run.signal?.throwIfAborted();
  }
  await checkpoints?.save(state);
  const stopsEarly = settings.scoring?.patience != null && state.best !== null;
  return {
    weights: stopsEarly && state.best !== null ? state.best.weights : state.adam.averages,
    steps: state.adam.step,
    loss: state.loss,
    score: stopsEarly && state.best !== null ? state.best.score : score,
  };
}

/** Draws the windows of the step from a stream of its own, so that chance needs no saved state. */
function takeStep(
  { session, source, settings }: TrainingRun,
  state: TrainingState,
  now: { readonly batch: WindowBatch; readonly windows: Random; readonly rate: number },
): TrainingState {
  const { adam } = state;
  source.sample(now.batch, now.windows.fork(String(adam.step)));
  const { loss, gradients } = session.gradients(adam.weights, now.batch);
  stepAdam(adam, gradients, now.rate, settings.adam);
  return { ...state, loss: smoothedLoss(state.loss, loss) };
}

function better({ best, adam }: TrainingState, score: number): BestWeights {
  if (best !== null && !(score < best.score)) {
    return { ...best, worseScores: best.worseScores + 1 };
  }
  const weights = adam.averages.map((values) => values.slice());
  return { score, step: adam.step, weights, worseScores: 0 };
}

function isStale(best: BestWeights | null, { scoring }: TrainingSettings): boolean {
  return scoring?.patience != null && best !== null && best.worseScores >= scoring.patience;
}

/** Lets timers, messages and signals of this thread run. */
async function nextTurn(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
