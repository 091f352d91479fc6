import { dateOf } from '#core/calendar';

import type { Item } from '../catalog/index.ts';
import type { ScenarioStore } from '../scenarios/index.ts';
import type { Attributes } from '../telemetry.ts';
import { batchFacts, ComputeForecasts, type ComputePorts } from './compute-forecasts.ts';
import { basisHashOf, configHashOf, versionOf } from './forecast-basis.ts';
import {
  type ForecastCommand,
  type ForecastLimits,
  parseForecastCommand,
} from './forecast-command.ts';
import type { ItemForecast, Provenance } from './forecast.ts';
import type { KeptForecasts } from './kept-forecasts.ts';
import { ladderOf } from './ladder-of.ts';
import { suitableRungs } from './learned-rungs.ts';
import { refuseFallback } from './refuse-fallback.ts';
import { type Batch, resolveBatches } from './resolve-batches.ts';
import type { Rung, ServedSeries } from './serve-ladder.ts';
import { scenarioSaid, underScenario } from './under-scenario.ts';
import { storedAnswers } from './stored-answers.ts';
import type { StoredForecastReader } from './stored-forecast.ts';

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

interface ForecastPorts extends ComputePorts {
  /** Forecasts that were issued by a refresh; null where each is computed when it is asked for. */
  readonly stored: StoredForecastReader | null;
  readonly scenarios: Pick<ScenarioStore, 'find'>;
  /** Forecasts of learned models that were made before; null where each is made anew. */
  readonly kept: KeptForecasts | null;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

/** The answer for one item, and where it came from. */
interface SourcedSeries extends ServedSeries {
  readonly source: Provenance['source'];
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
  readonly #compute: ComputeForecasts;

  constructor(settings: ForecastSettings, ports: ForecastPorts) {
    this.#settings = settings;
    this.#ports = ports;
    this.#compute = new ComputeForecasts(ports, { seed: settings.seed });
  }

  /**
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED, DATASET_NOT_FOUND, ITEMS_NOT_FOUND, MODEL_NOT_FOUND,
   * NO_DATA_AS_OF, INVALID_DATE, OVERLOADED, MODEL_UNAVAILABLE, SCENARIO_NOT_FOUND.
   */
  async execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer> {
    const command = parseForecastCommand(input, this.#settings);
    const { model } = command;
    const { learned } = this.#ports;
    const requested = model === null ? null : await ladderOf(model, 'requested', learned);
    const batches = await this.#ports.tracer.span(
      'forecast.resolve',
      { 'forecast.items': command.order.length },
      async () =>
        underScenario(
          await resolveBatches(command, this.#ports),
          command.scenario,
          this.#ports.scenarios,
        ),
    );
    signal.throwIfAborted();
    const answers = new Map<string, ItemForecast>();
    const models = new Set<string>();
    for (const batch of batches) {
      const byDefault = batch.dataset.defaultModel ?? this.#settings.modelName;
      const rungs = requested ?? (await ladderOf(byDefault, 'default', learned));
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

  async #forecastBatch(
    batch: Batch,
    command: ForecastCommand,
    known: readonly Rung[],
    signal: AbortSignal,
  ): Promise<readonly ItemForecast[]> {
    const rungs = suitableRungs(known, batch, command.horizon);
    const { tracer } = this.#ports;
    const { served, cache } = await this.#serve(batch, command, rungs, signal);
    return tracer.span('forecast.respond', batchFacts(batch, command), (span) => {
      span.set(cache);
      const fromStore = served.filter(({ source }) => source === 'STORED');
      span.set({ 'forecast.stored': fromStore.length });
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

  /** What was issued, then what is kept; the rest is computed. `cache` says how many items were and were not kept. */
  async #serve(
    batch: Batch,
    command: ForecastCommand,
    rungs: readonly Rung[],
    signal: AbortSignal,
  ): Promise<{ readonly served: readonly SourcedSeries[]; readonly cache: Attributes }> {
    const known = await this.#storedAnswers(batch, command, rungs);
    signal.throwIfAborted();
    const items = batch.items.filter((_, place) => known[place] === null);
    const rest = { ...batch, items };
    const { served: others, cache } =
      items.length === 0
        ? { served: [], cache: {} }
        : await this.#serveKept(rest, command, rungs, (asked) =>
            this.#compute.execute({ ...batch, items: asked }, command, rungs, { signal }),
          );
    let next = 0;
    const served = known.map((answer): SourcedSeries => {
      if (answer !== null) return { ...answer, source: 'STORED' };
      return { ...others[next++]!, source: 'ON_DEMAND' };
    });
    return { served, cache };
  }

  #storedAnswers(
    batch: Batch,
    shape: ForecastCommand,
    rungs: readonly Rung[],
  ): Promise<readonly (ServedSeries | null)[]> {
    const { stored, sha256 } = this.#ports;
    // Issued as planned.
    if (stored === null || batch.scenario !== undefined)
      return Promise.resolve(batch.items.map(() => null));
    const basisHash = basisHashOf(batch, rungs, this.#settings, sha256);
    return storedAnswers(stored, { batch, shape, rungs, basisHash });
  }

  /** Serves what is kept of a learned model, and asks for the rest. `cache` says how many items were and were not kept. */
  async #serveKept(
    batch: Batch,
    command: ForecastCommand,
    rungs: readonly Rung[],
    serve: (items: readonly Item[]) => Promise<readonly ServedSeries[]>,
  ): Promise<{ readonly served: readonly ServedSeries[]; readonly cache: Attributes }> {
    const { dataset, snapshot, items, cutoff } = batch;
    const [first] = rungs;
    const { kept } = this.#ports;
    if (kept === null || first?.forecaster?.scope !== 'learned') {
      return { served: await serve(items), cache: {} };
    }
    const basis = {
      configHash: configHashOf(batch, command, rungs, this.#settings, this.#ports.sha256),
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

  #answer(
    batch: Batch,
    command: ForecastCommand,
    rungs: readonly Rung[],
    served: readonly SourcedSeries[],
  ): readonly ItemForecast[] {
    const { dataset, snapshot, items, cutoff } = batch;
    const { horizon, quantileLevels } = command;
    const requestedModel = rungs[0]?.model ?? '';
    const dates = Array.from({ length: horizon }, (_, lead) =>
      dateOf(dataset.calendar, cutoff + lead + 1),
    );
    const cutoffDate = dateOf(dataset.calendar, cutoff);
    const { seed, release } = this.#settings;
    const shared = {
      datasetVersion: snapshot.datasetVersion,
      asOf: snapshot.recordedAt,
      seed,
      configHash: configHashOf(batch, command, rungs, this.#settings, this.#ports.sha256),
      traceId: this.#ports.tracer.traceId(),
    };
    return served.map(({ forecast, servedModel, degradation, backend, source }, index) => ({
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
      scenario: scenarioSaid(batch, servedModel, rungs),
      provenance: { ...shared, ...versionOf(servedModel, rungs, release), backend, source },
    }));
  }
}
