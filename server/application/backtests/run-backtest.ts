import { itemDemand, rollingWindows, windowActuals } from '#core/backtest';
import { dateOf, seasonLength } from '#core/calendar';
import { type Covariates, covariatesOfSteps } from '#core/covariates';
import { modelNamed } from '#core/models';
import { seriesOfPacked } from '#core/series';

import {
  type CatalogReader,
  type Dataset,
  type DatasetSnapshot,
  readEvents,
  readItems,
  type SeriesReader,
} from '../catalog/index.ts';
import type { OnProgress, Tracer } from '../telemetry.ts';
import { type BacktestCommand, parseBacktestCommand } from './backtest-command.ts';
import type { BacktestConfig, BacktestReport, BacktestRun } from './backtest.ts';
import { itemHierarchy } from './item-hierarchy.ts';
import { refuseUnfitModels, runModels, type RunModels } from './learned-units.ts';
import { localUnits } from './local-units.ts';
import type {
  BacktestCompute,
  BacktestInput,
  BacktestStore,
  BacktestUnit,
  LearnedModelFinder,
  UnitQueue,
} from './ports.ts';
import { prepareInput } from './prepare-input.ts';
import { readPanel } from './read-panel.ts';
import { reportOf } from './report-of.ts';
import { resolveDataset } from './resolve-dataset.ts';
import { hashOfRun } from './result-hash.ts';
import { rowCovariates } from './row-covariates.ts';
import { runUnits } from './run-units.ts';
import { steppedCovariates } from './stepped-covariates.ts';
import { weightSource } from './weight-source.ts';

interface BacktestPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly store: BacktestStore;
  readonly compute: BacktestCompute;
  /** Finds learned models; null where there are none. */
  readonly learned: LearnedModelFinder | null;
  readonly tracer: Tracer;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
  readonly release: string;
}

interface BacktestControl {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Hears of the run before anything is computed. */
  readonly onRun?: (run: BacktestRun) => void;
  /** Hears how many values of demand were read. */
  readonly onRead?: (values: number) => void;
  /** Which of the missing units are computed here; all where it is left out. */
  readonly unitsOf?: (run: BacktestRun, missing: readonly BacktestUnit[]) => UnitQueue;
}

/** What a command resolves to before anything is computed. */
interface Plan {
  readonly dataset: Dataset;
  readonly snapshot: DatasetSnapshot & { readonly lastPeriod: number };
  readonly config: BacktestConfig;
  readonly run: BacktestRun;
  readonly learned: RunModels['learned'];
  readonly windows: ReturnType<typeof rollingWindows>;
  readonly hierarchy: ReturnType<typeof itemHierarchy>;
  readonly items: Awaited<ReturnType<typeof readItems>>;
}

/**
 * Use case: backtest models on a dataset by rolling origin and store the scores. One model in one window is a unit, stored
 * with its scores in one transaction: a run that was cut short goes on with what is missing when it is asked for again,
 * and a finished one is answered from what is stored.
 */
export class RunBacktest {
  readonly #ports: BacktestPorts;

  constructor(ports: BacktestPorts) {
    this.#ports = ports;
  }

  /**
   * @throws ForecastError INVALID_INPUT, MODEL_NOT_FOUND, DATASET_NOT_FOUND, NO_DATA_AS_OF, HORIZON_TOO_LONG,
   * LEVEL_NOT_FOUND, ATTRIBUTE_MISSING, LIMIT_EXCEEDED, LOOK_AHEAD, MODEL_UNAVAILABLE.
   */
  async execute(input: unknown, control: BacktestControl): Promise<BacktestReport> {
    const { store, tracer } = this.#ports;
    const command = parseBacktestCommand(input);
    return tracer.span('backtest.run', { 'backtest.models': command.models }, async (span) => {
      const plan = await this.#plan(command, control.signal);
      span.set({ 'backtest.run': plan.run.id, 'backtest.windows': plan.windows.length });
      const run = plan.run.completedAt === null ? await this.#complete(plan, control) : plan.run;
      return reportOf(run, await store.windows(run.id), await store.results(run.id), (period) =>
        dateOf(plan.dataset.calendar, period),
      );
    });
  }

  /**
   * Computes units of a run that another process completes.
   * @throws ForecastError as `execute`.
   */
  async help(input: unknown, control: BacktestControl): Promise<void> {
    const command = parseBacktestCommand(input);
    await this.#ports.tracer.span(
      'backtest.help',
      { 'backtest.models': command.models },
      async () => {
        const plan = await this.#plan(command, control.signal);
        if (plan.run.completedAt === null) await this.#compute(plan, control);
      },
    );
  }

  async #plan(command: BacktestCommand, signal: AbortSignal): Promise<Plan> {
    const { catalog, series, store, learned, sha256, release } = this.#ports;
    const models = await runModels(command.models, learned);
    const { dataset, snapshot } = await resolveDataset(command.dataset, command.asOf, this.#ports);
    const { firstPeriod: first, lastPeriod: last } = snapshot;
    const windows = rollingWindows(
      command,
      { first, last },
      seasonLength(dataset.calendar.frequency),
    );
    refuseUnfitModels(models, { dataset, windows, horizon: command.horizon });
    const items = await readItems(catalog, dataset.id, signal);
    const hierarchy = itemHierarchy(items, command.levels);
    const config: BacktestConfig = {
      dataset: dataset.slug,
      datasetVersion: snapshot.datasetVersion,
      frequency: dataset.calendar.frequency,
      missingValuePolicy: dataset.missingValuePolicy,
      models: models.names,
      horizon: command.horizon,
      windows: command.windows,
      stepSize: command.stepSize,
      refit: command.refit,
      inputSize: command.inputSize,
      quantileLevels: command.quantileLevels,
      levels: hierarchy.levels.map(({ name }) => name),
      weights: await weightSource(series, snapshot, items),
      seed: command.seed,
      release,
    };
    const configHash = sha256(JSON.stringify(config));
    if (command.fresh) await store.discard(configHash);
    const run = await store.open({
      datasetId: dataset.id,
      configHash,
      config,
      asOf: snapshot.recordedAt,
      itemIds: items.map(({ id }) => id),
    });
    const { learned: found } = models;
    return { dataset, snapshot, config, run, learned: found, windows, hierarchy, items };
  }

  async #complete(plan: Plan, control: BacktestControl): Promise<BacktestRun> {
    const { store, sha256 } = this.#ports;
    await this.#compute(plan, control);
    const units = await store.units(plan.run.id);
    return store.complete(plan.run.id, hashOfRun(units, plan.config.models, sha256));
  }

  async #compute(plan: Plan, control: BacktestControl): Promise<void> {
    const { store, compute } = this.#ports;
    const { run, config, learned, windows } = plan;
    control.onRun?.(run);
    const done = new Set(
      (await store.units(run.id)).map(({ window, model }) => `${window} ${model}`),
    );
    const units = windows.flatMap(({ index }) =>
      config.models.map((model) => ({ window: index, model })),
    );
    const missing = units.filter(({ window, model }) => !done.has(`${window} ${model}`));
    if (missing.length === 0) return;
    const { input, known } = await this.#input(plan, control);
    const work = { run: run.id, input, known, missing, total: units.length };
    const queue = control.unitsOf?.(run, missing) ?? localUnits(missing);
    const session = compute.open(input);
    try {
      await runUnits(work, { ...this.#ports, session, learned, queue }, control);
    } finally {
      await session[Symbol.asyncDispose]();
    }
  }

  /** Reads the panel; stores the demand of the windows, which every model is scored on. */
  async #input(plan: Plan, control: BacktestControl): Promise<RunInput> {
    const { series: reader, catalog, store } = this.#ports;
    const { dataset, snapshot, config, run, windows, hierarchy, items } = plan;
    const { weights, horizon } = config;
    const last = snapshot.lastPeriod;
    const ahead = eventsAhead(plan.learned);
    const keeps =
      ahead !== null || config.models.some(isOfWholePanel) ? 'demand-and-prices' : 'demand';
    const query = { dataset, snapshot, items, windows, weights, keeps, last } as const;
    const panel = await readPanel(reader, query, control);
    const series = panel.series.map(seriesOfPacked);
    control.onRead?.(panel.series.reduce((sum, { values }) => sum + values.length, 0));
    await store.saveWindows(
      run.id,
      windows.map((window) => ({
        ...window,
        demand: itemDemand(windowActuals(series, window.cutoff, horizon), horizon),
      })),
    );
    const forecastPlan = {
      calendar: dataset.calendar,
      missingValuePolicy: dataset.missingValuePolicy,
      horizon,
      quantileLevels: config.quantileLevels,
      inputSize: config.inputSize,
      seed: config.seed,
    };
    if (panel.prices === null) {
      const input = prepareInput(hierarchy, panel, windows, forecastPlan, null);
      return { input, known: null };
    }
    const events = await readEvents(catalog, dataset, last + (ahead ?? 0));
    const within = events.filter(({ period }) => period <= last);
    const covariates = steppedCovariates(items, panel.prices, within);
    return {
      input: prepareInput(hierarchy, panel, windows, forecastPlan, covariates),
      known:
        ahead === null
          ? null
          : rowCovariates(hierarchy, covariatesOfSteps({ ...covariates, events })),
    };
  }
}

/** What the units of a run are computed from, and what learned models are told of all rows. */
interface RunInput {
  readonly input: BacktestInput;
  readonly known: Covariates | null;
}

/** How far behind the end of the data learned models look for events; null where all of them read demand alone. */
function eventsAhead(learned: RunModels['learned']): number | null {
  const asked = [...learned.values()].flatMap((model) => model.eventsAhead ?? []);
  return asked.length === 0 ? null : Math.max(...asked);
}

function isOfWholePanel(model: string): boolean {
  return modelNamed(model)?.scope === 'hierarchy';
}
