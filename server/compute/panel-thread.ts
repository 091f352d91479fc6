import { Piscina } from 'piscina';

import type { PanelFit, PanelRunner } from '../application/forecasts/index.ts';
import { loadOf, type ThreadLoad } from './thread-load.ts';

/** Sources run as they are under `--conditions=source`; a build runs its own JavaScript. */
const fromSources = import.meta.filename.endsWith('.ts');

/** A thread without work ends after this, and gives its memory back. */
const idleMilliseconds = 30_000;

/** One worker thread for fits to whole datasets, started when the first is asked for. */
export class PanelThread implements PanelRunner, AsyncDisposable {
  readonly #pool = new Piscina<PanelFit, Float64Array>({
    filename: new URL(`./panel-worker.${fromSources ? 'ts' : 'js'}`, import.meta.url).href,
    name: 'fitPanel',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleMilliseconds,
    concurrentTasksPerWorker: 1,
    execArgv: fromSources ? ['--conditions=source'] : [],
  });

  get load(): ThreadLoad {
    return loadOf(this.#pool);
  }

  fit(fit: PanelFit, signal: AbortSignal): Promise<Float64Array> {
    return this.#pool.run(fit, { signal });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}
