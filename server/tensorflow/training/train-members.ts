import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { FeatureData } from '#core/features';
import type { Series } from '#core/series';

import { sharedSeries } from '../../application/shared-series.ts';
import type {
  MemberPlan,
  TrainedNetwork,
  TrainingData,
  TrainingProgress,
} from '../../application/training/index.ts';
import { execArgvOf, threadModule, untilLoaded } from '../../threads/index.ts';
import type { TensorflowOptions } from '../open-tensorflow.ts';
import { FileCheckpoints } from './file-checkpoints.ts';
import type { MemberMessage, MemberTask } from './member-task.ts';

export interface MembersRun {
  readonly plans: readonly MemberPlan[];
  readonly data: TrainingData;
  readonly tensorflow: TensorflowOptions;
  /** Members that train at the same time, each on a thread of its own. */
  readonly parallel: number;
  /** Where states are kept until all are done, so that a killed run can be taken up; null to keep none. */
  readonly checkpointDirectory: string | null;
  readonly onProgress?: (plan: MemberPlan, progress: TrainingProgress) => void;
  readonly signal?: AbortSignal;
}

/** A member and what became of it. */
export interface TrainedMember {
  readonly plan: MemberPlan;
  readonly trained: TrainedNetwork;
}

/** Trains the members of an ensemble, in the order of the plans; the result does not depend on how many train at once. */
export async function trainMembers(run: MembersRun): Promise<readonly TrainedMember[]> {
  const data = shared(run.data);
  const results: TrainedMember[] = [];
  const waiting = [...run.plans.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, plan] = next;
      results[index] = { plan, trained: await trainOnThread(run, plan, data) };
    }
  };
  const threads = Array.from({ length: Math.max(1, run.parallel) }, work);
  try {
    await Promise.all(threads);
  } finally {
    waiting.length = 0;
    await Promise.allSettled(threads);
  }
  const { checkpointDirectory: directory } = run;
  if (directory !== null) {
    for (const plan of run.plans)
      await new FileCheckpoints(checkpointPath(directory, plan)).clear();
  }
  return results;
}

async function trainOnThread(
  { tensorflow, checkpointDirectory, onProgress, signal }: MembersRun,
  plan: MemberPlan,
  data: TrainingData,
): Promise<TrainedNetwork> {
  signal?.throwIfAborted();
  const task: MemberTask = {
    ...{ plan, data, tensorflow },
    checkpoint: checkpointDirectory && checkpointPath(checkpointDirectory, plan),
  };
  const module = threadModule('member-worker', import.meta.url);
  const worker = new Worker(module, { workerData: task, execArgv: execArgvOf(module) });
  const loaded = untilLoaded(worker);
  const stop = (): void => {
    void loaded.then(() => worker.terminate());
  };
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise<TrainedNetwork>((resolve, reject) => {
      worker.on('message', (message: MemberMessage) => {
        if (message.kind === 'trained') resolve(message.trained);
        if (message.kind === 'progress') onProgress?.(plan, message.progress);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        const reason: unknown = signal?.reason;
        const ended = new Error(`The thread of ${plan.name} ended with code ${code}.`);
        reject(reason instanceof Error ? reason : ended);
      });
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await loaded;
    await worker.terminate();
  }
}

/** A state belongs to one plan: with another plan, another file. */
function checkpointPath(directory: string, plan: MemberPlan): string {
  const hash = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
  return join(directory, `${plan.name}-${hash}.checkpoint`);
}

/** One copy for all threads. */
function shared({ series, features }: TrainingData): TrainingData {
  const copies = series.map((values) => ({ key: '', start: 0, values }));
  return {
    series: sharedSeries(copies).map(({ values }) => values),
    features: features && { ...features, data: sharedFeatures(features.data) },
  };
}

function sharedFeatures({ panel, covariates }: FeatureData): FeatureData {
  const [prices, places] = [[] as Series[], new Map<number, number>()];
  for (const [at, { price }] of covariates.series.entries()) {
    if (price !== null) places.set(at, prices.push(price) - 1);
  }
  const shared = sharedSeries(prices);
  const series = covariates.series.map((one, at) => ({
    ...one,
    price: one.price === null ? null : shared[places.get(at)!]!,
  }));
  return {
    panel: { ...panel, series: sharedSeries(panel.series) },
    covariates: { ...covariates, series },
  };
}
