import type { PanelFit, PanelRunner } from '../application/forecasts/index.ts';
import { type ThreadLoad, threadModule, ThreadPool } from '../threads/index.ts';

/** A thread without work ends after this, and gives its memory back. */
const idleMilliseconds = 30_000;

/** One worker thread for fits to whole datasets, started when the first is asked for. */
export class PanelThread implements PanelRunner, AsyncDisposable {
  readonly #pool = new ThreadPool<PanelFit, Float64Array>({
    module: threadModule('panel-worker', import.meta.url),
    name: 'fitPanel',
    threads: 1,
    idleMilliseconds,
  });

  get load(): ThreadLoad {
    return this.#pool.load;
  }

  fit(fit: PanelFit, signal: AbortSignal): Promise<Float64Array> {
    return this.#pool.run(fit, { signal });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool[Symbol.asyncDispose]();
  }
}
