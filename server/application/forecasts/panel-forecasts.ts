import type { SeriesForecast } from '#core/models';

import { type CatalogReader, readItems, type SeriesReader } from '../catalog/index.ts';
import { orAborted } from '../or-aborted.ts';
import { timeLimit } from '../time-limit.ts';
import { KeptResults } from './kept-results.ts';
import type { KeepValues, ModelOutcome, ModelRun, PanelRunner } from './ports.ts';
import { readWholePanel } from './read-whole-panel.ts';
import type { Batch } from './resolve-batches.ts';

interface PanelPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly runner: PanelRunner;
  readonly keep: KeepValues;
}

/** The forecasts of all items of a dataset, one block per item. */
interface DatasetForecasts {
  readonly placeOf: ReadonlyMap<string, number>;
  readonly values: Float64Array;
}

/** Fits that may wait for their turn. */
const mostWaiting = 4;
/** Values of all forecasts that are kept: 256 MiB. */
const keptValues = 2 ** 25;

/**
 * Forecasts of models of whole panels. A model is fitted to the whole dataset once per data version, cutoff, horizon and
 * quantile levels, one fit at a time, and its forecasts are kept, the least recently used ones leaving first. Who asks
 * while a fit is under way waits for it; a fit that is not ready in time goes on, for those who ask later.
 */
export class PanelForecasts implements AsyncDisposable {
  readonly #ports: PanelPorts;
  readonly #timeoutSeconds: number;
  readonly #kept: KeptResults<DatasetForecasts>;
  readonly #closing = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(ports: PanelPorts, settings: { readonly modelTimeoutSeconds: number }) {
    this.#ports = ports;
    this.#kept = new KeptResults(
      ports.keep<DatasetForecasts>(keptValues),
      ({ values }) => values.length,
    );
    this.#timeoutSeconds = settings.modelTimeoutSeconds;
  }

  /** The forecasts of the items of `run`, whose keys are item ids. Only an aborted signal throws. */
  async run(batch: Batch, run: Omit<ModelRun, 'lane'>): Promise<ModelOutcome> {
    const { model, context, quantileLevels, signal } = run;
    const key = JSON.stringify([
      batch.dataset.id,
      batch.snapshot.datasetVersion,
      batch.dataset.missingValuePolicy,
      model,
      context,
      quantileLevels,
      batch.scenario?.contentSha256 ?? null,
    ]);
    if (!this.#kept.has(key) && this.#waiting >= mostWaiting) {
      const detail = `${this.#waiting} fits to whole datasets are waiting and ${mostWaiting} may wait`;
      return { kind: 'failed', reason: 'OVERLOADED', detail };
    }
    const { timeoutSeconds = this.#timeoutSeconds } = run;
    const limit = timeLimit(timeoutSeconds);
    try {
      const fit = this.#kept.get(key, () => this.#inTurn(() => this.#fit(batch, run)));
      const all = await orAborted(fit, AbortSignal.any([signal, limit.signal]));
      return { kind: 'forecast', forecasts: forecastsOf(all, run) };
    } catch (error) {
      signal.throwIfAborted();
      if (limit.signal.aborted) {
        const detail = `${model} is still being fitted to the whole dataset after ${timeoutSeconds} s; it goes on, so ask again a little later`;
        return { kind: 'failed', reason: 'INFERENCE_TIMEOUT', detail };
      }
      const problem = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', reason: 'INFERENCE_FAILED', detail: `${model} failed: ${problem}` };
    } finally {
      limit.lift();
    }
  }

  async #fit(batch: Batch, { model, context, quantileLevels }: Omit<ModelRun, 'lane'>) {
    const { signal } = this.#closing;
    const { catalog, runner } = this.#ports;
    const items = await readItems(catalog, batch.dataset.id, signal);
    const panel = await readWholePanel(this.#ports, batch, items, context.horizon, signal);
    const { calendar } = batch.dataset;
    const values = await runner.fit({ model, calendar, ...panel, context, quantileLevels }, signal);
    return { placeOf: new Map(items.map(({ id }, place) => [String(id), place])), values };
  }

  /** One fit after the other, so that only one dataset lies in memory. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const before = this.#turn;
    const gate = Promise.withResolvers<undefined>();
    this.#turn = gate.promise;
    try {
      await before;
      return await work();
    } finally {
      this.#waiting -= 1;
      gate.resolve(undefined);
    }
  }

  /** Ends the fit under way and refuses later ones. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new Error('the process is stopping'));
    await this.#turn;
  }
}

function forecastsOf(
  { placeOf, values }: DatasetForecasts,
  { panel, context: { horizon }, quantileLevels }: Omit<ModelRun, 'lane'>,
): readonly SeriesForecast[] {
  const size = horizon * (2 + quantileLevels.length);
  return panel.series.map(({ key }) => {
    const place = placeOf.get(key);
    if (place === undefined) throw new Error(`item ${key} is not among those of its dataset`);
    const own = values.slice(place * size, (place + 1) * size);
    return {
      mean: own.subarray(0, horizon),
      median: own.subarray(horizon, 2 * horizon),
      quantiles: own.subarray(2 * horizon),
    };
  });
}
