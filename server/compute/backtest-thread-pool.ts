import { availableParallelism } from 'node:os';

import type { ForecastPlan, RowForecasts, WindowResult } from '#core/backtest';
import { modelNamed } from '#core/models';
import { Piscina } from 'piscina';

import type {
  BacktestCompute,
  BacktestInput,
  BacktestSession,
  BacktestUnit,
  ForecastRows,
  UnitControl,
  UnitResult,
} from '../application/backtests/index.ts';
import type { BacktestTask } from './backtest-task.ts';

/** Rows per task: small enough to spread over the threads and for a lively progress. */
const rowsPerTask = 256;

/** Sources run as they are under `--conditions=source`; a build runs its own JavaScript. */
const fromSources = import.meta.filename.endsWith('.ts');

/** Worker threads for backtests: as many as there are cores unless told otherwise. Each run has threads of its own. */
export class BacktestThreadPool implements BacktestCompute {
  readonly #threads: number;

  constructor(threads: number | null) {
    this.#threads = threads ?? availableParallelism();
  }

  open(input: BacktestInput): BacktestSession {
    return new ThreadSession(input, this.#threads);
  }
}

class ThreadSession implements BacktestSession {
  readonly #pool: Piscina<BacktestTask, number | WindowResult>;
  readonly #input: BacktestInput;
  /** Room of units that are done. New room for each would be gigabytes before anybody collects them. */
  readonly #room: RowForecasts[] = [];

  constructor(input: BacktestInput, threads: number) {
    this.#input = input;
    this.#pool = new Piscina({
      filename: new URL(`./backtest-worker.${fromSources ? 'ts' : 'js'}`, import.meta.url).href,
      name: 'runBacktestTask',
      minThreads: threads,
      maxThreads: threads,
      concurrentTasksPerWorker: 1,
      workerData: input,
      execArgv: fromSources ? ['--conditions=source'] : [],
    });
  }

  async run(
    { window, model }: BacktestUnit,
    control: UnitControl,
    elsewhere: ForecastRows | null,
  ): Promise<UnitResult> {
    const { signal } = control;
    const forecasts =
      this.#room.pop() ?? sharedForecasts(this.#input.rows.length, this.#input.plan);
    const startedAt = performance.now();
    await elsewhere?.(window, forecasts, control);
    const seconds =
      elsewhere !== null
        ? (performance.now() - startedAt) / 1000
        : modelNamed(model)?.scope === 'hierarchy'
          ? await this.#forecastPanel({ window, model }, forecasts, control)
          : await this.#forecastRows({ window, model }, forecasts, control);
    const result = await this.#pool.run({ kind: 'score', window, forecasts }, { signal });
    if (typeof result === 'number') throw new Error('a score task answers scores');
    // Only now: where a task failed, others of the same unit may still write.
    this.#room.push(forecasts);
    return { result, seconds };
  }

  async #forecastPanel(
    { window, model }: BacktestUnit,
    forecasts: RowForecasts,
    { signal, onRows }: UnitControl,
  ): Promise<number> {
    const task = { kind: 'forecast-panel', model, window, into: forecasts } as const;
    const seconds = await this.#pool.run(task, { signal });
    onRows(this.#input.rows.length);
    return typeof seconds === 'number' ? seconds : 0;
  }

  async #forecastRows(
    { window, model }: BacktestUnit,
    forecasts: RowForecasts,
    { signal, onRows }: UnitControl,
  ): Promise<number> {
    const rows = this.#input.rows.length;
    const chunks = Array.from({ length: Math.ceil(rows / rowsPerTask) }, (_, place) => ({
      from: place * rowsPerTask,
      to: Math.min(rows, (place + 1) * rowsPerTask),
    }));
    const times = await Promise.all(
      chunks.map(async ({ from, to }) => {
        const task = { kind: 'forecast', model, window, from, to, into: forecasts } as const;
        const seconds = await this.#pool.run(task, { signal });
        onRows(to - from);
        return typeof seconds === 'number' ? seconds : 0;
      }),
    );
    return times.reduce((sum, seconds) => sum + seconds, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

/** Room for the forecasts of all rows, which every thread may write into. */
function sharedForecasts(rows: number, { horizon, quantileLevels }: ForecastPlan): RowForecasts {
  const values = () =>
    new Float64Array(new SharedArrayBuffer(rows * horizon * Float64Array.BYTES_PER_ELEMENT));
  return { mean: values(), median: values(), quantiles: quantileLevels.map(values) };
}
