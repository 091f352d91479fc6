import { unpackForecasts } from '#core/models';
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhenResult,
} from 'cockatiel';
import { Piscina } from 'piscina';

import {
  blankRun,
  type InferenceOutcome,
  type InferenceResult,
  type InferenceRun,
  type InferenceRunner,
  type InferenceTask,
  type LearnedVersion,
} from '../application/serving/index.ts';

interface InferenceOptions<Settings> {
  /** Module whose `infer` answers tasks, with these settings added to each. */
  readonly worker: URL;
  readonly settings: Settings;
  readonly threads: number;
  /** Tasks that may wait before requested runs are refused; fallback runs are refused at twice that. */
  readonly maxQueued: number;
  readonly modelTimeoutSeconds: number;
  /** Failures in a row after which a version rests. */
  readonly breakerFailures: number;
  readonly breakerOpenSeconds: number;
}

/** JavaScript memory of a thread in MiB, beside its tensors; one that wants more ends alone. */
const heapOfThread = 256;

/** Versions whose breakers are kept. */
const mostBreakers = 16;

/** What says that a model is broken; a full queue and artifacts that do not load do not. */
function isBroken(outcome: unknown): boolean {
  return (
    typeof outcome === 'object' &&
    outcome !== null &&
    'reason' in outcome &&
    (outcome.reason === 'INFERENCE_TIMEOUT' || outcome.reason === 'INFERENCE_FAILED')
  );
}

/**
 * Runs networks on threads of their own, started with the first run and kept. A run that takes too long ends its thread, and
 * a version that fails again and again rests behind a breaker until one run is let through to try.
 */
export class InferenceThreadPool<Settings extends object>
  implements InferenceRunner, AsyncDisposable
{
  readonly #options: InferenceOptions<Settings>;
  readonly #pool: Piscina<InferenceTask & Settings, InferenceResult>;
  readonly #breakers = new Map<string, ReturnType<typeof circuitBreaker>>();

  constructor(options: InferenceOptions<Settings>) {
    this.#options = options;
    this.#pool = new Piscina({
      filename: options.worker.href,
      name: 'infer',
      minThreads: 0,
      maxThreads: options.threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      concurrentTasksPerWorker: 1,
      maxQueue: options.maxQueued * 2 + options.threads,
      resourceLimits: { maxOldGenerationSizeMb: heapOfThread },
      execArgv: options.worker.pathname.endsWith('.ts') ? ['--conditions=source'] : [],
    });
  }

  async run(run: InferenceRun): Promise<InferenceOutcome> {
    const maximum = this.#options.maxQueued * (run.lane === 'fallback' ? 2 : 1);
    if (this.#pool.queueSize >= maximum) {
      const detail = `${this.#pool.queueSize} runs of networks are waiting and ${maximum} may wait`;
      return { kind: 'failed', reason: 'OVERLOADED', detail };
    }
    try {
      return await this.#breakerOf(run.version).execute(() => this.#attempt(run));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      const { breakerFailures, breakerOpenSeconds } = this.#options;
      const detail = `${nameOf(run.version)} failed ${breakerFailures} times in a row and rests for ${breakerOpenSeconds} s`;
      return { kind: 'failed', reason: 'BREAKER_OPEN', detail };
    }
  }

  async warm(version: LearnedVersion): Promise<InferenceOutcome> {
    const run: InferenceRun = {
      version,
      ...blankRun(version, 1),
      horizon: 1,
      quantileLevels: [0.5],
      lane: 'requested',
      signal: new AbortController().signal,
    };
    const outcomes = await Promise.all(
      Array.from({ length: this.#pool.maxThreads }, () => this.#attempt(run)),
    );
    return outcomes.find(({ kind }) => kind === 'failed') ?? outcomes[0]!;
  }

  async #attempt(run: InferenceRun): Promise<InferenceOutcome> {
    const { modelTimeoutSeconds, settings } = this.#options;
    const { version, histories, features, horizon, quantileLevels } = run;
    const timeout = AbortSignal.timeout(modelTimeoutSeconds * 1000);
    const { image, inputSize } = version;
    const task = { image, inputSize, histories, features, horizon, quantileLevels, ...settings };
    try {
      const signal = AbortSignal.any([run.signal, timeout]);
      const result = await this.#pool.run(task, { signal });
      if (result.kind === 'forecast') {
        return { kind: 'forecast', forecasts: unpackForecasts(result.values, run) };
      }
      return { kind: 'failed', reason: 'MODEL_LOAD_FAILED', detail: result.detail };
    } catch (error) {
      run.signal.throwIfAborted();
      if (timeout.aborted) {
        const detail = `${nameOf(version)} took longer than ${modelTimeoutSeconds} s`;
        return { kind: 'failed', reason: 'INFERENCE_TIMEOUT', detail };
      }
      const problem = error instanceof Error ? error.message : String(error);
      const detail = `${nameOf(version)} failed: ${problem}`;
      return { kind: 'failed', reason: 'INFERENCE_FAILED', detail };
    }
  }

  #breakerOf({ sha256 }: LearnedVersion) {
    const known = this.#breakers.get(sha256);
    if (known !== undefined) return known;
    const { breakerFailures, breakerOpenSeconds } = this.#options;
    const breaker = circuitBreaker(handleWhenResult(isBroken), {
      halfOpenAfter: breakerOpenSeconds * 1000,
      breaker: new ConsecutiveBreaker(breakerFailures),
    });
    this.#breakers.set(sha256, breaker);
    const [oldest] = this.#breakers.keys();
    if (this.#breakers.size > mostBreakers) this.#breakers.delete(oldest!);
    return breaker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

function nameOf({ reference: { model, version } }: LearnedVersion): string {
  return `${model}@${version}`;
}
