import { unpackForecasts } from '#core/models';
import { availableParallelism } from 'node:os';

import type { Series } from '#core/series';

import type { ModelOutcome, ModelRun, ModelRunner } from '../application/forecasts/index.ts';
import { timeLimit } from '../application/time-limit.ts';
import { type ThreadLoad, threadModule, ThreadPool } from '../threads/index.ts';
import type { ForecastTask } from './forecast-task.ts';

/** Series per task: enough to be worth the hand-over, few enough that a large request leaves room for others. */
const seriesPerTaskMin = 16;
const seriesPerTaskMax = 64;

/** Spreads a request over the threads: a small one is answered sooner, a large one queues fairly. */
function seriesPerTask(count: number, threads: number): number {
  return Math.min(seriesPerTaskMax, Math.max(seriesPerTaskMin, Math.ceil(count / threads)));
}

interface PoolOptions {
  /** null = as many as there are cores, at most 4. */
  readonly threads: number | null;
  /** Tasks that may wait before requested runs are refused; fallback runs are refused at twice that. */
  readonly maxQueued: number;
  readonly modelTimeoutSeconds: number;
}

function taskOf(run: ModelRun, series: readonly Series[]): ForecastTask {
  const visible = series.map(({ start, values }) =>
    values.subarray(0, Math.max(0, Math.min(values.length, run.context.cutoff - start + 1))),
  );
  const values = new Float64Array(visible.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const part of visible) {
    values.set(part, offset);
    offset += part.length;
  }
  return {
    model: run.model,
    calendar: run.panel.calendar,
    keys: series.map(({ key }) => key),
    starts: Int32Array.from(series, ({ start }) => start),
    lengths: Int32Array.from(visible, ({ length }) => length),
    values,
    context: run.context,
    quantileLevels: run.quantileLevels,
  };
}

/** Worker threads that run models, so that the event loop never computes one. */
export class ModelThreadPool implements ModelRunner, AsyncDisposable {
  readonly #pool: ThreadPool<ForecastTask, Float64Array>;
  readonly #options: PoolOptions;

  constructor(options: PoolOptions) {
    const threads = options.threads ?? Math.min(4, availableParallelism());
    this.#options = options;
    this.#pool = new ThreadPool({
      module: threadModule('forecast-worker', import.meta.url),
      name: 'runForecastTask',
      threads,
      kept: threads,
      maxQueued: options.maxQueued * 2 + threads,
    });
  }

  get load(): ThreadLoad {
    return this.#pool.load;
  }

  async run(run: ModelRun): Promise<ModelOutcome> {
    const { series } = run.panel;
    const size = seriesPerTask(series.length, this.#pool.threads);
    const parts = Array.from({ length: Math.ceil(series.length / size) }, (_, part) =>
      series.slice(part * size, (part + 1) * size),
    );
    const maximum = this.#options.maxQueued * (run.lane === 'fallback' ? 2 : 1);
    const { waiting } = this.#pool.load;
    if (waiting + parts.length > maximum) {
      const detail = `${waiting} model runs are waiting and ${maximum} may wait`;
      return { kind: 'failed', reason: 'OVERLOADED', detail };
    }
    const { timeoutSeconds = this.#options.modelTimeoutSeconds } = run;
    const limit = timeLimit(timeoutSeconds);
    const signal = AbortSignal.any([run.signal, limit.signal]);
    try {
      const answers = await Promise.all(parts.map((part) => this.#runTask(run, part, signal)));
      return { kind: 'forecast', forecasts: answers.flat() };
    } catch (error) {
      run.signal.throwIfAborted();
      if (limit.signal.aborted) {
        const detail = `${run.model} took longer than ${timeoutSeconds} s`;
        return { kind: 'failed', reason: 'INFERENCE_TIMEOUT', detail };
      }
      const problem = error instanceof Error ? error.message : String(error);
      return {
        kind: 'failed',
        reason: 'INFERENCE_FAILED',
        detail: `${run.model} failed: ${problem}`,
      };
    } finally {
      limit.lift();
    }
  }

  async #runTask(run: ModelRun, series: readonly Series[], signal: AbortSignal) {
    const task = taskOf(run, series);
    const result = await this.#pool.run(task, { signal, transferList: [task.values.buffer] });
    return unpackForecasts(result, {
      horizon: run.context.horizon,
      quantileLevels: run.quantileLevels,
    });
  }

  /** Starts every thread, so that the first request does not pay for it. */
  warm(): Promise<void> {
    return this.#pool.warm();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool[Symbol.asyncDispose]();
  }
}
