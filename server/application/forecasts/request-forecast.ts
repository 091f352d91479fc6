import { dateOf } from '#core/calendar';
import { ForecastError, invariant } from '#core/errors';
import { forecasters, hierarchyForecasters, modelNamed } from '#core/models';

import type { CatalogReader, Dataset, Item, SeriesReader } from '../catalog/index.ts';
import { referenceText } from '../models/index.ts';
import type { LearnedVersion } from '../serving/index.ts';
import type { Attributes, Tracer } from '../telemetry.ts';
import {
  type ForecastCommand,
  type ForecastLimits,
  parseForecastCommand,
} from './forecast-command.ts';
import type { ItemForecast, Provenance } from './forecast.ts';
import type { KeptForecasts } from './kept-forecasts.ts';
import { type LearnedServing, learnedRungs, runLearned, suitableRungs } from './learned-rungs.ts';
import type { PanelForecasts } from './panel-forecasts.ts';
import type { ModelOutcome, ModelRun, ModelRunner } from './ports.ts';
import { readFeatureData } from './read-feature-data.ts';
import { readVisibleSeries } from './read-visible-series.ts';
import { refuseFallback } from './refuse-fallback.ts';
import { type Batch, resolveBatches } from './resolve-batches.ts';
import { type Rung, type ServedSeries, serveLadder } from './serve-ladder.ts';

/** The models that answer when the requested one cannot, best first; the last one answers anything. */
const fallbackModels = ['ets-ana', 'seasonal-naive', 'naive'];

/** The settings that decide the numbers of a forecast; their hash is part of its provenance. */
export interface ForecastSettings extends ForecastLimits {
  /** Serves datasets that have no default model of their own. */
  readonly modelName: string;
  readonly seed: number;
  /** Whether another model answers where the requested one cannot; false makes that an error, but for short histories. */
  readonly fallback: boolean;
  /** Release that computes; baselines are versioned with it. */
  readonly release: string;
}

interface ForecastPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly runner: ModelRunner;
  /** Answers for models of whole panels. */
  readonly panels: Pick<PanelForecasts, 'run'>;
  /** Answers for learned models; null where there are none. */
  readonly learned: LearnedServing | null;
  /** Forecasts of learned models that were made before; null where each is made anew. */
  readonly kept: KeptForecasts | null;
  readonly tracer: Tracer;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

/** The answer to one request, in the order in which the items were named. */
export interface ForecastAnswer {
  readonly forecasts: readonly ItemForecast[];
  /** That was asked for, or the default; the different defaults of several datasets, separated by commas. */
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
   * NO_DATA_AS_OF, INVALID_DATE, OVERLOADED, MODEL_UNAVAILABLE.
   */
  async execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer> {
    const command = parseForecastCommand(input, this.#settings);
    const { model } = command;
    const requested = model === null ? null : await this.#rungs(model, 'requested');
    const batches = await this.#ports.tracer.span(
      'forecast.resolve',
      { 'forecast.items': command.order.length },
      () => resolveBatches(command, this.#ports),
    );
    signal.throwIfAborted();
    const answers = new Map<string, ItemForecast>();
    const models = new Set<string>();
    for (const batch of batches) {
      const byDefault = batch.dataset.defaultModel ?? this.#settings.modelName;
      const rungs = requested ?? (await this.#rungs(byDefault, 'default'));
      models.add(rungs[0]?.model ?? '');
      for (const forecast of await this.#forecastBatch(batch, command, rungs, signal)) {
        answers.set(JSON.stringify([batch.dataset.slug, forecast.item.key]), forecast);
      }
    }
    return {
      forecasts: command.order.flatMap(
        ({ dataset, key }) => answers.get(JSON.stringify([dataset, key])) ?? [],
      ),
      requestedModel: [...models].join(', '),
      horizon: command.horizon,
      quantileLevels: command.quantileLevels,
    };
  }

  /** The ladder that starts with this model. A default that nobody knows is a rung that is missing; a request for one is an error. */
  async #rungs(first: string, namedBy: 'requested' | 'default'): Promise<readonly Rung[]> {
    const { learned } = this.#ports;
    const found =
      modelNamed(first) === null && learned !== null
        ? await learnedRungs(first, learned.models)
        : null;
    if (namedBy === 'requested' && found === null && modelNamed(first) === null) {
      const available = [...forecasters, ...hierarchyForecasters].map(({ name }) => name);
      throw new ForecastError(
        'MODEL_NOT_FOUND',
        `No model is named "${first}". Ask for one of ${available.join(', ')}, or name none for the default.`,
        { model: first, available },
      );
    }
    const others = [...new Set(found === null ? [first, ...fallbackModels] : fallbackModels)];
    return [...(found ?? []), ...others.map((model) => ({ model, forecaster: modelNamed(model) }))];
  }

  async #forecastBatch(
    batch: Batch,
    command: ForecastCommand,
    known: readonly Rung[],
    signal: AbortSignal,
  ): Promise<readonly ItemForecast[]> {
    const rungs = suitableRungs(known, batch, command.horizon);
    const { tracer } = this.#ports;
    const { served, cache } = await this.#serveKept(batch, command, rungs, (items) =>
      this.#serve({ ...batch, items }, command, rungs, signal),
    );
    return tracer.span('forecast.respond', factsOf(batch, command), (span) => {
      span.set(cache);
      const degraded = served.filter(({ degradation }) => degradation !== null);
      span.set({
        'forecast.degraded': degraded.length > 0,
        'forecast.degrade.reason': [
          ...new Set(degraded.flatMap(({ degradation }) => degradation?.reason ?? [])),
        ],
      });
      if (!this.#settings.fallback) refuseFallback(served);
      return Promise.resolve(this.#answer(batch, command, rungs, served));
    });
  }

  /** Reads the histories of the items and sends them down the ladder. */
  async #serve(
    batch: Batch,
    command: ForecastCommand,
    rungs: readonly Rung[],
    signal: AbortSignal,
  ): Promise<readonly ServedSeries[]> {
    const { tracer } = this.#ports;
    const { horizon, quantileLevels } = command;
    const series = await tracer.span('series.read', factsOf(batch, command), () =>
      readVisibleSeries(batch, rungs, horizon, this.#ports.series),
    );
    signal.throwIfAborted();
    return serveLadder(
      rungs,
      {
        panel: { calendar: batch.dataset.calendar, series },
        context: { cutoff: batch.cutoff, horizon, seed: this.#settings.seed },
        ...{ quantileLevels, signal },
      },
      { tracer, runner: this.#runnerFor(batch, rungs) },
    );
  }

  /** Serves what is kept of a learned model, and asks for the rest. `cache` says how many items were and were not kept. */
  async #serveKept(
    { dataset, snapshot, items, cutoff }: Batch,
    command: ForecastCommand,
    rungs: readonly Rung[],
    serve: (items: readonly Item[]) => Promise<readonly ServedSeries[]>,
  ): Promise<{ readonly served: readonly ServedSeries[]; readonly cache: Attributes }> {
    const [first] = rungs;
    const { kept } = this.#ports;
    if (kept === null || first?.forecaster?.scope !== 'learned') {
      return { served: await serve(items), cache: {} };
    }
    const basis = {
      configHash: this.#configHash(dataset, command, rungs),
      artifactSha256: first.forecaster.sha256,
      datasetId: dataset.id,
      sequence: snapshot.sequence,
      datasetVersion: snapshot.datasetVersion,
      cutoff,
    };
    const asked = { basis, shape: command, model: first.model };
    const { served, hits } = await kept.serve(items, asked, serve);
    const misses = items.length - hits;
    return { served, cache: { 'forecast.cache.hits': hits, 'forecast.cache.misses': misses } };
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
    const shared: Omit<Provenance, 'modelVersion' | 'artifactSha256' | 'backend'> = {
      datasetVersion: snapshot.datasetVersion,
      asOf: snapshot.recordedAt,
      seed: this.#settings.seed,
      configHash: this.#configHash(dataset, command, rungs),
      traceId: this.#ports.tracer.traceId(),
      source: 'ON_DEMAND',
    };
    return served.map(({ forecast, servedModel, degradation, backend }, index) => ({
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
      provenance: { ...shared, ...this.#versionOf(servedModel, rungs), backend },
    }));
  }

  /** A learned version is named by the registry and known by its hash; a baseline is that of the release. */
  #versionOf(
    name: string,
    rungs: readonly Rung[],
  ): Pick<Provenance, 'modelVersion' | 'artifactSha256'> {
    const forecaster = rungs.find(({ model }) => model === name)?.forecaster;
    if (forecaster?.scope !== 'learned') {
      return { modelVersion: `${name}@${this.#settings.release}`, artifactSha256: null };
    }
    const { reference, sha256 } = forecaster;
    return { modelVersion: referenceText(reference), artifactSha256: sha256 };
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

/** What spans say of a batch. */
function factsOf({ dataset, items, snapshot }: Batch, { horizon }: ForecastCommand): Attributes {
  return {
    'forecast.dataset': dataset.slug,
    'forecast.items': items.length,
    'forecast.horizon': horizon,
    'forecast.data_as_of': snapshot.recordedAt.toISOString(),
  };
}
