import type { BacktestRun, BacktestStore } from '../../backtests/index.ts';
import type { Progress } from '../../telemetry.ts';
import { jobProgress } from '../job-kind.ts';
import type { JobProgress } from '../job.ts';

interface WatchPorts {
  readonly store: Pick<BacktestStore, 'tally'>;
  readonly now: () => Date;
}

/** Follows one backtest through what is stored of it, whoever computed that. */
export class BacktestWatch {
  run: BacktestRun | null = null;
  readonly #ports: WatchPorts;
  #stage = 'read';
  /** What this process estimates from its own forecasts, before the first unit is stored. */
  #secondsLeft: number | null = null;
  #start: { readonly done: number; readonly at: number } | null = null;

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  readonly onRun = (run: BacktestRun): void => {
    this.run = run;
  };

  readonly onProgress = ({ stage, secondsLeft }: Progress): void => {
    this.#stage = stage === 'read' ? 'read' : 'compute';
    this.#secondsLeft = secondsLeft ?? null;
  };

  async progress(): Promise<JobProgress> {
    const { run } = this;
    if (run === null) return jobProgress({ stage: this.#stage });
    const { store, now } = this.#ports;
    const { models, windows } = run.config;
    const { unitsDone: done, windowsDone, wape } = await store.tally(run.id, models.length);
    const total = models.length * windows;
    this.#start ??= { done, at: now().getTime() };
    const { done: before, at } = this.#start;
    const perUnit = (now().getTime() - at) / 1000 / (done - before);
    const secondsLeft = done > before ? perUnit * (total - done) : this.#secondsLeft;
    return {
      ...{ stage: this.#stage, done, total, unit: 'units', windowsDone, windowsTotal: windows },
      ...{ wape, loss: null, secondsLeft },
    };
  }
}
