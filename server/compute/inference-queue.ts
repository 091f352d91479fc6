import { partOfInputs } from '#core/features';
import type { SeriesForecast } from '#core/models';

import type {
  InferenceRun,
  LearnedVersion,
  RowsRequest,
  TensorBackend,
} from '../application/serving/index.ts';

/** Rows for a tensor call. */
export interface InferenceRows extends RowsRequest {
  readonly version: LearnedVersion;
  /** Row by row. */
  readonly histories: Float64Array;
  /** Milliseconds of `performance.now()` after which nobody waits any more. */
  readonly deadline: number;
}

/** What a thread made of a part. */
interface PartAnswer {
  readonly forecasts: readonly SeriesForecast[];
  readonly backend: TensorBackend;
}

/** A run, or a part of a large one, as it waits for a thread. */
export interface InferencePart extends InferenceRows {
  readonly answer: PromiseWithResolvers<PartAnswer>;
}

/** Rows of one tensor call at the most, and of a part of a run that is worth a call of its own. */
const rowsPerCall = { most: 512, least: 64 };

/** Who waits less long than that goes away before a call has begun. */
const leastMilliseconds = 2;

/** Cuts a run into parts that one tensor call takes, so that a large one spreads over the threads. */
export function partsOf(
  { version, histories, features, horizon, quantileLevels }: InferenceRun,
  { threads, deadline }: { readonly threads: number; readonly deadline: number },
): readonly InferencePart[] {
  const { inputSize } = version;
  const rows = histories.length / inputSize;
  const { most, least } = rowsPerCall;
  const size = Math.min(most, Math.max(least, Math.ceil(rows / threads)));
  return Array.from({ length: Math.max(1, Math.ceil(rows / size)) }, (_, at) => {
    const [from, to] = [at * size, Math.min(rows, (at + 1) * size)];
    return {
      ...{ version, horizon, quantileLevels, deadline },
      rows: to - from,
      histories: histories.subarray(from * inputSize, to * inputSize),
      features: features && (size < rows ? partOfInputs(features, { from, to }) : features),
      answer: Promise.withResolvers<PartAnswer>(),
    };
  });
}

/** Parts of runs that wait for a thread, first come first served; those of one version that wait together leave together. */
export class InferenceQueue {
  readonly #batchRows: number;
  #waiting: readonly InferencePart[] = [];
  /** Parts whose tensor call failed among others; they get one by themselves. */
  readonly #alone = new WeakSet<InferencePart>();

  /** @param batchRows rows that the runs of one tensor call have together at the most; 0 = one run per call */
  constructor(batchRows: number) {
    this.#batchRows = Math.min(batchRows, rowsPerCall.most);
  }

  get size(): number {
    return this.#waiting.length;
  }

  add(parts: readonly InferencePart[]): void {
    this.#waiting = [...this.#waiting, ...parts];
  }

  /** Puts parts back in front, to be tried one by one. */
  addAlone(parts: readonly InferencePart[]): void {
    for (const part of parts) this.#alone.add(part);
    this.#waiting = [...parts, ...this.#waiting];
  }

  /** Forgets parts that nobody waits for any more. */
  drop(parts: readonly InferencePart[]): void {
    if (this.#waiting.length > 0) {
      this.#waiting = this.#waiting.filter((part) => !parts.includes(part));
    }
  }

  /**
   * The parts of the next tensor call: the first that waits, and what may share its call. None where nobody waits long enough.
   * @param now milliseconds of `performance.now()`
   */
  take(now: number, mayShare: (first: InferencePart) => boolean): readonly InferencePart[] {
    const [first, ...others] = this.#waiting.filter(
      ({ deadline }) => deadline - now >= leastMilliseconds,
    );
    if (first === undefined) return [];
    const taken = [first];
    if (!this.#alone.has(first) && mayShare(first)) {
      let { rows } = first;
      for (const part of others) {
        if (part.version.sha256 !== first.version.sha256 || this.#alone.has(part)) continue;
        if (rows + part.rows > this.#batchRows) continue;
        rows += part.rows;
        taken.push(part);
      }
    }
    this.drop(taken);
    return taken;
  }
}
