import { invariant } from '#core/errors';

import type { CatalogReader, SeriesReader } from '../catalog/index.ts';
import type { LearnedVersion } from '../serving/index.ts';
import type { Attributes, Tracer } from '../telemetry.ts';
import type { ForecastShape } from './forecast-shape.ts';
import { type LearnedServing, runLearned } from './learned-rungs.ts';
import type { PanelForecasts } from './panel-forecasts.ts';
import type { ModelOutcome, ModelRun, ModelRunner } from './ports.ts';
import { readVisibleSeries } from './read-visible-series.ts';
import type { Batch } from './resolve-batches.ts';
import { type Rung, type ServedSeries, serveLadder } from './serve-ladder.ts';
import { readFeatureData } from './read-feature-data.ts';

/** What forecasts are computed with. */
export interface ComputePorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly runner: ModelRunner;
  /** Answers for models of whole panels. */
  readonly panels: Pick<PanelForecasts, 'run'>;
  /** Answers for learned models; null where there are none. */
  readonly learned: LearnedServing | null;
  readonly tracer: Tracer;
}

interface ComputeControl {
  readonly signal: AbortSignal;
  /** Hears how many values of demand were read. */
  readonly onRead?: (values: number) => void;
}

/** Forecasts items of one dataset anew: reads their histories and sends them down the ladder. */
export class ComputeForecasts {
  readonly #ports: ComputePorts;
  readonly #settings: { readonly seed: number; readonly timeoutSeconds?: number };

  constructor(
    ports: ComputePorts,
    settings: {
      readonly seed: number;
      /** Of one model, where it is not the configured one. */
      readonly timeoutSeconds?: number;
    },
  ) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /**
   * One answer per item of the batch, in its order.
   * @throws ForecastError OVERLOADED.
   */
  async execute(
    batch: Batch,
    shape: ForecastShape,
    rungs: readonly Rung[],
    { signal, onRead }: ComputeControl,
  ): Promise<readonly ServedSeries[]> {
    const { tracer } = this.#ports;
    const { horizon, quantileLevels } = shape;
    const { seed, timeoutSeconds } = this.#settings;
    const series = await tracer.span('series.read', batchFacts(batch, shape), () =>
      readVisibleSeries(batch, rungs, horizon, this.#ports.series),
    );
    signal.throwIfAborted();
    onRead?.(series.reduce((sum, { values }) => sum + values.length, 0));
    return serveLadder(
      rungs,
      {
        panel: { calendar: batch.dataset.calendar, series },
        context: { cutoff: batch.cutoff, horizon, seed },
        ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
        ...{ quantileLevels, signal },
      },
      { tracer, runner: this.#runnerFor(batch, rungs) },
    );
  }

  /** Sends a run to the threads of its kind, or to the forecasts of the whole dataset where the model is one of whole panels. */
  #runnerFor(batch: Batch, rungs: readonly Rung[]): ModelRunner {
    const { runner, panels, learned } = this.#ports;
    const run = async (request: ModelRun): Promise<ModelOutcome> => {
      const forecaster = rungs.find(({ model }) => model === request.model)?.forecaster;
      if (forecaster?.scope === 'hierarchy') return panels.run(batch, request);
      if (forecaster?.scope !== 'learned') return runner.run(request);
      invariant(learned, 'only serving makes learned rungs');
      const data = await this.#featureData(batch, forecaster, request);
      return runLearned(learned.runner, forecaster, request, data);
    };
    return { run };
  }

  async #featureData(batch: Batch, version: LearnedVersion, { panel }: ModelRun) {
    if (version.features === null) return null;
    const facts = { 'forecast.items': panel.series.length };
    return this.#ports.tracer.span('features.read', facts, () =>
      readFeatureData(this.#ports, batch, version, panel),
    );
  }
}

/** What spans say of a batch. */
export function batchFacts(
  { dataset, items, snapshot }: Batch,
  { horizon }: ForecastShape,
): Attributes {
  return {
    'forecast.dataset': dataset.slug,
    'forecast.items': items.length,
    'forecast.horizon': horizon,
    'forecast.data_as_of': snapshot.recordedAt.toISOString(),
  };
}
