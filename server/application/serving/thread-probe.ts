import type { LoadedArtifact, ModelProbe } from '../models/index.ts';
import { blankRun } from './blank-run.ts';
import { type LearnedVersion, versionOf } from './learned-version.ts';
import type { InferenceRun, InferenceRunner } from './ports.ts';

/** What latency is measured with: 50 items, 30 periods where the model forecasts as many. */
const items = 50;
const periods = 30;
const runs = 20;

/** Loads a version on the threads that will serve it and measures it there. */
export class ThreadProbe implements ModelProbe {
  readonly #runner: InferenceRunner;
  /** Milliseconds. */
  readonly #clock: () => number;

  constructor(runner: InferenceRunner, clock: () => number) {
    this.#runner = runner;
    this.#clock = clock;
  }

  async warm(artifact: LoadedArtifact): Promise<{ readonly latencyMs: number | null }> {
    const resolution = versionOf(artifact);
    if (resolution.kind === 'failed') return { latencyMs: null };
    const run = measuredRun(resolution.version);
    const warmed = await this.#runner.warm(resolution.version);
    if (warmed.kind === 'failed') return { latencyMs: null };
    const times: number[] = [];
    for (let at = 0; at < runs; at += 1) {
      const start = this.#clock();
      const { kind } = await this.#runner.run(run);
      if (kind === 'failed') return { latencyMs: null };
      times.push(this.#clock() - start);
    }
    times.sort((a, b) => a - b);
    return { latencyMs: times[Math.ceil(0.95 * runs) - 1]! };
  }
}

function measuredRun(version: LearnedVersion): InferenceRun {
  return {
    version,
    ...blankRun(version, items),
    histories: Float64Array.from({ length: items * version.inputSize }, (_, at) => (at * 7) % 11),
    horizon: Math.min(periods, version.horizon),
    quantileLevels: [0.1, 0.25, 0.5, 0.75, 0.9],
    lane: 'requested',
    signal: new AbortController().signal,
  };
}
