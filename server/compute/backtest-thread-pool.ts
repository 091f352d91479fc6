import { roomForScores, type RowChunk, rowChunks, type RowScores } from '#core/backtest';
import { packForecasts } from '#core/models';

import type {
  BacktestCompute,
  BacktestInput,
  BacktestSession,
  ForecastRows,
  UnitBatch,
  UnitControl,
  UnitResult,
} from '../application/backtests/index.ts';
import { threadModule, ThreadPool } from '../threads/index.ts';
import type { BacktestTask } from './backtest-task.ts';
import type { runBacktestTask } from './backtest-worker.ts';

/** Worker threads for backtests: as many as there are cores unless told otherwise. Each run has threads of its own. */
export class BacktestThreadPool implements BacktestCompute {
  readonly #threads: number | null;

  constructor(threads: number | null) {
    this.#threads = threads;
  }

  open(input: BacktestInput): BacktestSession {
    return new ThreadSession(input, this.#threads);
  }
}

class ThreadSession implements BacktestSession {
  readonly #pool: ThreadPool<BacktestTask, ReturnType<typeof runBacktestTask>>;
  readonly #input: BacktestInput;
  readonly #chunks: readonly RowChunk[];
  /** Room of batches that are done. New room for each would be gigabytes before anybody collects them. */
  readonly #room: RowScores[] = [];

  constructor(input: BacktestInput, threads: number | null) {
    this.#input = input;
    this.#chunks = rowChunks(input.hierarchy);
    this.#pool = new ThreadPool({
      module: threadModule('backtest-worker', import.meta.url),
      name: 'runBacktestTask',
      threads,
      workerData: input,
    });
  }

  run(batch: UnitBatch, control: UnitControl): Promise<readonly UnitResult[]> {
    return batch.scope === 'hierarchy'
      ? this.#runPanel(batch, control)
      : this.#runChunks(batch, control);
  }

  async score(
    window: number,
    forecast: ForecastRows,
    { signal, onRows }: UnitControl,
  ): Promise<UnitResult> {
    const into = this.#room.pop() ?? this.#newRoom();
    let seconds = 0;
    for (const [chunk, rows] of this.#chunks.entries()) {
      const startedAt = performance.now();
      const forecasts = await forecast(window, rows, signal);
      seconds += (performance.now() - startedAt) / 1000;
      const packed = packForecasts(forecasts, this.#input.plan);
      await this.#pool.run({ kind: 'score-chunk', window, chunk, packed, into }, { signal });
      onRows(rows.to - rows.from);
    }
    const result = await this.#result(window, into, signal);
    this.#room.push(into);
    return { result, seconds };
  }

  async #runPanel(
    { window, models }: UnitBatch,
    { signal, onRows }: UnitControl,
  ): Promise<readonly UnitResult[]> {
    const task = { kind: 'panel', window, models } as const;
    // A panel task answers units.
    const results = (await this.#pool.run(task, { signal })) as readonly UnitResult[];
    onRows(models.length * this.#input.rows.length);
    return results;
  }

  async #runChunks(
    { window, models }: UnitBatch,
    { signal, onRows }: UnitControl,
  ): Promise<readonly UnitResult[]> {
    const into = models.map(() => this.#room.pop() ?? this.#newRoom());
    const seconds = models.map(() => 0);
    await Promise.all(
      this.#chunks.map(async ({ from, to }, chunk) => {
        const task = { kind: 'chunk', window, models, chunk, into } as const;
        // A chunk task answers seconds per model.
        const own = (await this.#pool.run(task, { signal })) as readonly number[];
        own.forEach((spent, model) => (seconds[model]! += spent));
        onRows(models.length * (to - from));
      }),
    );
    const results = await Promise.all(
      into.map(async (scores, model) => ({
        result: await this.#result(window, scores, signal),
        seconds: seconds[model]!,
      })),
    );
    // Only now: where a task failed, others of the same batch may still write.
    this.#room.push(...into);
    return results;
  }

  async #result(
    window: number,
    scores: RowScores,
    signal: AbortSignal,
  ): Promise<UnitResult['result']> {
    const task = { kind: 'score', window, scores } as const;
    // A score task answers scores.
    return (await this.#pool.run(task, { signal })) as UnitResult['result'];
  }

  /** Room that every thread may write into. */
  #newRoom(): RowScores {
    const { hierarchy, plan } = this.#input;
    return roomForScores(
      hierarchy,
      plan,
      (numbers) =>
        new Float64Array(new SharedArrayBuffer(numbers * Float64Array.BYTES_PER_ELEMENT)),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool[Symbol.asyncDispose]();
  }
}
