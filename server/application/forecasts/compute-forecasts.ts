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
import { type FeatureDataOf, readFeatureData } from './read-feature-data.ts';

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
    const asked = firstLearned(rungs);
    // Neither waits for the other.
    const [series, dataOf] = await Promise.all([
      tracer.span('series.read', batchFacts(batch, shape), () =>
        readVisibleSeries(batch, rungs, horizon, this.#ports.series),
      ),
      asked && this.#readFeatures(batch, asked),
    ]);
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
      {
        tracer,
        runner: this.#runnerFor(batch, rungs, (one) => (one === asked ? dataOf : undefined)),
      },
    );
  }

  /**
   * Sends a run to the threads of its kind, or to the forecasts of the whole dataset where the model is one of whole panels. `read`
   * gives what was read for a learned version already.
   */
  #runnerFor(
    batch: Batch,
    rungs: readonly Rung[],
    read: (version: LearnedVersion) => FeatureDataOf | null | undefined,
  ): ModelRunner {
    const { runner, panels, learned } = this.#ports;
    const run = async (request: ModelRun): Promise<ModelOutcome> => {
      const forecaster = rungs.find(({ model }) => model === request.model)?.forecaster;
      if (forecaster?.scope === 'hierarchy') return panels.run(batch, request);
      if (forecaster?.scope !== 'learned') return runner.run(request);
      invariant(learned, 'only serving makes learned rungs');
      const known = read(forecaster);
      const dataOf = known === undefined ? await this.#readFeatures(batch, forecaster) : known;
      return runLearned(learned.runner, forecaster, request, dataOf?.(request.panel) ?? null);
    };
    return { run };
  }

  async #readFeatures(batch: Batch, version: LearnedVersion): Promise<FeatureDataOf | null> {
    if (version.features === null) return null;
    const facts = { 'forecast.items': batch.items.length };
    return this.#ports.tracer.span('features.read', facts, () =>
      readFeatureData(this.#ports, batch, version),
    );
  }
}

/** The first version that can be asked: of a ladder of several, the others are rarely needed. */
function firstLearned(rungs: readonly Rung[]): LearnedVersion | null {
  for (const { forecaster } of rungs) if (forecaster?.scope === 'learned') return forecaster;
  return null;
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
