import { setImmediate } from 'node:timers/promises';

import { packedRowLength, unpackForecasts } from '#core/models';

import {
  blankRun,
  type InferenceOutcome,
  type InferenceResult,
  type InferenceRun,
  type InferenceRunner,
  type InferenceTask,
  type LearnedVersion,
} from '../application/serving/index.ts';
import { orAborted } from '../application/or-aborted.ts';
import { timeLimit } from '../application/time-limit.ts';
import { type ThreadLoad, ThreadPool } from '../threads/index.ts';
import {
  type InferencePart,
  InferenceQueue,
  type InferenceRows,
  partsOf,
} from './inference-queue.ts';
import { type BreakerState, VersionBreakers } from './version-breakers.ts';

interface InferenceOptions<Settings> {
  /** Module whose `infer` answers tasks, with these settings added to each. */
  readonly worker: URL;
  readonly settings: Settings;
  readonly threads: number;
  /** Rows that runs of one version share a tensor call up to; 0 = each run by itself. */
  readonly batchRows: number;
  /** Parts of runs that may wait before requested runs are refused; fallback runs are refused at twice that. */
  readonly maxQueued: number;
  readonly modelTimeoutSeconds: number;
  /** Failed calls in a row after which a version rests. */
  readonly breakerFailures: number;
  readonly breakerOpenSeconds: number;
}

type Failure = Extract<InferenceOutcome, { readonly kind: 'failed' }>;

/** JavaScript memory of a thread in MiB, beside its tensors; one that wants more ends alone. */
const heapOfThread = 256;

/** A thread that is not there by then is not waited for any more. */
const startSeconds = 60;

/** What says that a model is broken; artifacts that do not load do not. */
function isBroken(outcome: unknown): boolean {
  return (
    typeof outcome === 'object' &&
    outcome !== null &&
    'reason' in outcome &&
    (outcome.reason === 'INFERENCE_TIMEOUT' || outcome.reason === 'INFERENCE_FAILED')
  );
}

/** Carries the outcome of a part that failed to the run that waits for all of its parts. */
class FailedPart extends Error {
  readonly outcome: Failure;

  constructor(outcome: Failure) {
    super(outcome.detail);
    this.outcome = outcome;
  }
}

/**
 * Runs networks on threads of their own, started with the first run and kept. Runs of one version that wait at the same time go
 * to a thread as one tensor call, and no run waits for company while a thread is free; a large run is spread over the threads.
 * Each run keeps its deadline, its signal and its answer. A call that fails among others is repeated run by run, so that none
 * fails for its neighbours. A call that nobody waits for any more ends its thread at the last deadline; the next one starts at once
 * and takes no time of a call. A version whose calls fail again and again rests behind a breaker until one run is let through to try.
 */
export class InferenceThreadPool<Settings extends object>
  implements InferenceRunner, AsyncDisposable
{
  readonly #options: InferenceOptions<Settings>;
  readonly #pool: ThreadPool<InferenceTask & Settings, InferenceResult>;
  readonly #queue: InferenceQueue;
  readonly #breakers: VersionBreakers;
  #calls = 0;

  constructor(options: InferenceOptions<Settings>) {
    this.#options = options;
    this.#queue = new InferenceQueue(options.batchRows);
    this.#breakers = new VersionBreakers(options, isBroken);
    this.#pool = new ThreadPool({
      module: options.worker,
      name: 'infer',
      threads: options.threads,
      heapMegabytes: heapOfThread,
    });
  }

  get load(): ThreadLoad {
    return { ...this.#pool.load, waiting: this.#queue.size };
  }

  get breakers(): readonly BreakerState[] {
    return this.#breakers.states;
  }

  async run(run: InferenceRun): Promise<InferenceOutcome> {
    run.signal.throwIfAborted();
    const { maxQueued, threads } = this.#options;
    const parts = partsOf(run, { threads, deadline: this.#deadline() });
    const maximum = maxQueued * (run.lane === 'fallback' ? 2 : 1);
    if (this.#queue.size + parts.length > maximum) {
      const detail = `${this.#queue.size} runs of networks are waiting and ${maximum} may wait`;
      return { kind: 'failed', reason: 'OVERLOADED', detail };
    }
    if (this.#breakers.of(run.version).rests) return this.#resting(run.version);
    this.#queue.add(parts);
    this.#fillThreads();
    return this.#answerOf(run, parts);
  }

  async warm(version: LearnedVersion): Promise<InferenceOutcome> {
    const outcomes = await Promise.all(
      Array.from({ length: this.#options.threads }, async (): Promise<InferenceOutcome> => {
        await this.#start(version);
        const request = { rows: 1, horizon: 1, quantileLevels: [0.5] };
        const result = await this.#compute([
          { version, ...blankRun(version, 1), ...request, deadline: this.#deadline() },
        ]);
        if (result.kind === 'failed') return result;
        return { kind: 'forecast', forecasts: [], backend: result.backend };
      }),
    );
    return outcomes.find(({ kind }) => kind === 'failed') ?? outcomes[0]!;
  }

  /** Waits for all parts of a run, at most until its deadline. */
  async #answerOf(run: InferenceRun, parts: readonly InferencePart[]): Promise<InferenceOutcome> {
    const limit = timeLimit(this.#options.modelTimeoutSeconds);
    try {
      const all = Promise.all(parts.map(({ answer }) => answer.promise));
      const answers = await orAborted(all, AbortSignal.any([run.signal, limit.signal]));
      const { backend } = answers[0]!;
      return { kind: 'forecast', forecasts: answers.flatMap((one) => one.forecasts), backend };
    } catch (error) {
      run.signal.throwIfAborted();
      if (error instanceof FailedPart) return error.outcome;
      if (limit.signal.aborted) return this.#late(run.version);
      throw error;
    } finally {
      limit.lift();
      this.#queue.drop(parts);
    }
  }

  /** Gives threads that are free what waits. */
  #fillThreads(): void {
    while (this.#calls < this.#options.threads) {
      const parts = this.#queue.take(
        performance.now(),
        ({ version }) => !this.#breakers.of(version).isTrying,
      );
      if (parts.length === 0) return;
      this.#calls += 1;
      void this.#call(parts);
    }
  }

  async #call(parts: readonly InferencePart[]): Promise<void> {
    const { version } = parts[0]!;
    const result = await this.#breakers
      .of(version)
      .execute(() => this.#compute(parts))
      .catch(() => 'inconclusive' as const);
    if (result === 'inconclusive') {
      this.#queue.addAlone(parts);
    } else if (result === null || result.kind === 'failed') {
      const failure = new FailedPart(result ?? this.#resting(version));
      for (const { answer } of parts) answer.reject(failure);
    }
    if (result === 'inconclusive' || isBroken(result)) await this.#start(version);
    this.#calls -= 1;
    // The thread goes on before the answers are handed out.
    this.#fillThreads();
    if (result === 'inconclusive' || result?.kind !== 'forecast') return;
    const { values, backend } = result;
    let offset = 0;
    for (const [place, part] of parts.entries()) {
      // Each answer in a turn of its own: all in one would keep the event loop from everybody else while they are written.
      if (place > 0) await setImmediate();
      const end = offset + part.rows * packedRowLength(part);
      const forecasts = unpackForecasts(values.subarray(offset, end), part);
      part.answer.resolve({ forecasts, backend });
      offset = end;
    }
  }

  /**
   * Makes a thread ready for a version: before it is warm, and behind a failure, when the thread may be gone. That takes no time of a
   * call: where a start takes longer than callers wait, their deadlines would end it half started, again and again.
   */
  async #start({ image }: LearnedVersion): Promise<void> {
    const nothing = { image, histories: new Float64Array(), requests: [] };
    const limit = timeLimit(startSeconds);
    // What is wrong with it then, the next run will say.
    await this.#pool
      .run({ ...nothing, ...this.#options.settings }, { signal: limit.signal })
      .catch(() => undefined);
    limit.lift();
  }

  /**
   * One tensor call for all parts.
   * @throws Error where the call of several failed: that says nothing of any of them.
   */
  async #compute(parts: readonly InferenceRows[]) {
    const { version } = parts[0]!;
    const last = Math.max(...parts.map(({ deadline }) => deadline));
    const limit = timeLimit(Math.max(0, last - performance.now()) / 1000);
    const requests = parts.map(({ rows, horizon, quantileLevels, features }) => ({
      ...{ rows, horizon, quantileLevels, features },
    }));
    try {
      const histories = joined(parts);
      const { image } = version;
      const task = { image, histories, requests, ...this.#options.settings };
      const transferList = [histories.buffer];
      const result = await this.#pool.run(task, { signal: limit.signal, transferList });
      if (result.kind === 'forecast') return result;
      const { detail } = result;
      return { kind: 'failed', reason: 'MODEL_LOAD_FAILED', detail } satisfies Failure;
    } catch (error) {
      if (limit.signal.aborted) return this.#late(version);
      if (parts.length > 1) throw error;
      return failed(version, error);
    } finally {
      limit.lift();
    }
  }

  #deadline(): number {
    return performance.now() + this.#options.modelTimeoutSeconds * 1000;
  }

  #late(version: LearnedVersion): Failure {
    const detail = `${nameOf(version)} took longer than ${this.#options.modelTimeoutSeconds} s`;
    return { kind: 'failed', reason: 'INFERENCE_TIMEOUT', detail };
  }

  #resting(version: LearnedVersion): Failure {
    const { breakerFailures, breakerOpenSeconds } = this.#options;
    const detail = `${nameOf(version)} failed ${breakerFailures} times in a row and rests for ${breakerOpenSeconds} s`;
    return { kind: 'failed', reason: 'BREAKER_OPEN', detail };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool[Symbol.asyncDispose]();
  }
}

/** A copy of the rows of all parts, which moves to a thread. */
function joined(parts: readonly InferenceRows[]): Float64Array<ArrayBuffer> {
  const length = parts.reduce((sum, { histories }) => sum + histories.length, 0);
  const all = new Float64Array(length);
  let offset = 0;
  for (const { histories } of parts) {
    all.set(histories, offset);
    offset += histories.length;
  }
  return all;
}

function failed(version: LearnedVersion, error: unknown): Failure {
  const problem = error instanceof Error ? error.message : String(error);
  const detail = `${nameOf(version)} failed: ${problem}`;
  return { kind: 'failed', reason: 'INFERENCE_FAILED', detail };
}

function nameOf({ reference: { model, version } }: LearnedVersion): string {
  return `${model}@${version}`;
}
