import { dateOf } from '#core/calendar';
import { ForecastError } from '#core/errors';
import { forecasters, hierarchyForecasters, modelNamed } from '#core/models';

import type { CatalogReader, Dataset, SeriesReader } from '../catalog/index.ts';
import type { Attributes, Tracer } from '../telemetry.ts';
import {
  type ForecastCommand,
  type ForecastLimits,
  parseForecastCommand,
} from './forecast-command.ts';
import type { ItemForecast, Provenance } from './forecast.ts';
import type { PanelForecasts } from './panel-forecasts.ts';
import type { ModelRun, ModelRunner } from './ports.ts';
import { readVisibleSeries } from './read-visible-series.ts';
import { type Batch, resolveBatches } from './resolve-batches.ts';
import { type Rung, type ServedSeries, serveLadder } from './serve-ladder.ts';

/** The models that answer when the requested one cannot, best first; the last one answers anything. */
const fallbackModels = ['ets-ana', 'seasonal-naive', 'naive'];

/** The settings that decide the numbers of a forecast; their hash is part of its provenance. */
export interface ForecastSettings extends ForecastLimits {
  readonly modelName: string;
  readonly seed: number;
  /** Release that computes; baselines are versioned with it. */
  readonly release: string;
}

interface ForecastPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly runner: ModelRunner;
  /** Answers for models of whole panels. */
  readonly panels: Pick<PanelForecasts, 'run'>;
  readonly tracer: Tracer;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

/** The answer to one request, in the order in which the items were named. */
export interface ForecastAnswer {
  readonly forecasts: readonly ItemForecast[];
  readonly requestedModel: string;
  readonly horizon: number;
  readonly quantileLevels: readonly number[];
}

/**
 * Use case: forecast many items. Resolve → read → model → respond, each under a span of its own.
 * Reads are as of one snapshot per dataset, so a later correction never changes an earlier answer.
 */
export class RequestForecast {
  readonly #settings: ForecastSettings;
  readonly #ports: ForecastPorts;

  constructor(settings: ForecastSettings, ports: ForecastPorts) {
    this.#settings = settings;
    this.#ports = ports;
  }

  /**
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED, DATASET_NOT_FOUND, ITEMS_NOT_FOUND, MODEL_NOT_FOUND,
   * NO_DATA_AS_OF, INVALID_DATE, OVERLOADED.
   */
  async execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer> {
    const command = parseForecastCommand(input, this.#settings);
    const rungs = this.#rungs(command.model);
    const batches = await this.#ports.tracer.span(
      'forecast.resolve',
      { 'forecast.items': command.order.length },
      () => resolveBatches(command, this.#ports),
    );
    signal.throwIfAborted();
    const answers = new Map<string, ItemForecast>();
    for (const batch of batches) {
      for (const forecast of await this.#forecastBatch(batch, command, rungs, signal)) {
        answers.set(JSON.stringify([batch.dataset.slug, forecast.item.key]), forecast);
      }
    }
    return {
      forecasts: command.order.flatMap(
        ({ dataset, key }) => answers.get(JSON.stringify([dataset, key])) ?? [],
      ),
      requestedModel: rungs[0]?.model ?? '',
      horizon: command.horizon,
      quantileLevels: command.quantileLevels,
    };
  }

  #rungs(requested: string | null): readonly Rung[] {
    if (requested !== null && modelNamed(requested) === null) {
      const available = [...forecasters, ...hierarchyForecasters].map(({ name }) => name);
      throw new ForecastError(
        'MODEL_NOT_FOUND',
        `No model is named "${requested}". Ask for one of ${available.join(', ')}, or name none for the default.`,
        { model: requested, available },
      );
    }
    const first = requested ?? this.#settings.modelName;
    return [...new Set([first, ...fallbackModels])].map((model) => ({
      model,
      forecaster: modelNamed(model),
    }));
  }

  async #forecastBatch(
    batch: Batch,
    command: ForecastCommand,
    rungs: readonly Rung[],
    signal: AbortSignal,
  ): Promise<readonly ItemForecast[]> {
    const { tracer } = this.#ports;
    const { dataset, cutoff } = batch;
    const facts: Attributes = {
      'forecast.dataset': dataset.slug,
      'forecast.items': batch.items.length,
      'forecast.horizon': command.horizon,
      'forecast.data_as_of': batch.snapshot.recordedAt.toISOString(),
    };
    const series = await tracer.span('series.read', facts, () =>
      readVisibleSeries(batch, rungs, command.horizon, this.#ports.series),
    );
    signal.throwIfAborted();
    const served = await serveLadder(
      rungs,
      {
        panel: { calendar: dataset.calendar, series },
        context: { cutoff, horizon: command.horizon, seed: this.#settings.seed },
        quantileLevels: command.quantileLevels,
        signal,
      },
      { tracer, runner: this.#runnerFor(batch) },
    );
    return tracer.span('forecast.respond', facts, (span) => {
      const degraded = served.filter(({ degradation }) => degradation !== null);
      span.set({
        'forecast.degraded': degraded.length > 0,
        'forecast.degrade.reason': [
          ...new Set(degraded.flatMap(({ degradation }) => degradation?.reason ?? [])),
        ],
      });
      return Promise.resolve(this.#answer(batch, command, rungs, served));
    });
  }

  /** Sends a run to the threads, or to the forecasts of the whole dataset where the model is one of whole panels. */
  #runnerFor(batch: Batch): ModelRunner {
    const { runner, panels } = this.#ports;
    const run = (request: ModelRun) =>
      modelNamed(request.model)?.scope === 'hierarchy'
        ? panels.run(batch, request)
        : runner.run(request);
    return { run };
  }

  #answer(
    { dataset, snapshot, items, cutoff }: Batch,
    command: ForecastCommand,
    rungs: readonly Rung[],
    served: readonly ServedSeries[],
  ): readonly ItemForecast[] {
    const { horizon, quantileLevels } = command;
    const requestedModel = rungs[0]?.model ?? '';
    const dates = Array.from({ length: horizon }, (_, lead) =>
      dateOf(dataset.calendar, cutoff + lead + 1),
    );
    const cutoffDate = dateOf(dataset.calendar, cutoff);
    const shared: Omit<Provenance, 'modelVersion'> = {
      artifactSha256: null,
      datasetVersion: snapshot.datasetVersion,
      asOf: snapshot.recordedAt,
      seed: this.#settings.seed,
      configHash: this.#configHash(dataset, command, rungs),
      traceId: this.#ports.tracer.traceId(),
      source: 'ON_DEMAND',
    };
    return served.map(({ forecast, servedModel, degradation }, index) => ({
      item: items[index]!,
      cutoff: cutoffDate,
      dates,
      mean: forecast.mean,
      median: forecast.median,
      quantiles: quantileLevels.map((level, rank) => ({
        level,
        values: forecast.quantiles.subarray(rank * horizon, (rank + 1) * horizon),
      })),
      requestedModel,
      servedModel,
      degradation,
      provenance: { ...shared, modelVersion: `${servedModel}@${this.#settings.release}` },
    }));
  }

  #configHash(
    dataset: Dataset,
    { horizon, quantileLevels }: ForecastCommand,
    rungs: readonly Rung[],
  ): string {
    const { seed, release } = this.#settings;
    const { calendar, missingValuePolicy } = dataset;
    const ladder = rungs.map(({ model }) => model);
    return this.#ports.sha256(
      JSON.stringify({
        release,
        ladder,
        seed,
        horizon,
        quantileLevels,
        calendar,
        missingValuePolicy,
      }),
    );
  }
}
