import { rollingWindows } from '#core/backtest';
import { dateOf, seasonLength } from '#core/calendar';
import { type FeatureSpec, featureWidths } from '#core/features';
import { networkParameters } from '#core/models/neural';

import {
  type BacktestInput,
  type DatasetState,
  itemHierarchy,
  prepareInput,
  readPanel,
  resolveDataset,
  steppedCovariates,
  weightSource,
} from '../backtests/index.ts';
import { type CatalogReader, readEvents, readItems, type SeriesReader } from '../catalog/index.ts';
import type { LevelMetrics, Publication, PublishModel, WeightTensor } from '../models/index.ts';
import { parseInput } from '../parse-input.ts';
import type { OnProgress, Tracer } from '../telemetry.ts';
import { memberTensorName } from '../training/index.ts';
import { architectureOf, type EnsemblePlan, ensemblePlans } from './ensemble-plans.ts';
import { featureSpecFor } from './feature-spec-for.ts';
import { progressOfMembers } from './members-progress.ts';
import { modelFacts } from './model-facts.ts';
import type { OpenTrainingEngine, TrainingEngine } from './ports.ts';
import { scoreModel } from './score-model.ts';
import { type ModelSettings, type TrainCommand, trainCommand } from './train-command.ts';
import { modelData } from './training-data.ts';

interface TrainModelPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly openEngine: OpenTrainingEngine;
  readonly publishModel: Pick<PublishModel, 'execute' | 'published'>;
  readonly tracer: Tracer;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
  readonly release: string;
}

interface TrainModelControl {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Hears once, before the first step, of everything that the weights will depend on. */
  readonly onStart: (start: TrainingStart) => void;
  /** Hears how much was read. */
  readonly onRead?: (read: { readonly valuesRead: number; readonly itemWindows: number }) => void;
}

/** What a training is going to do. */
export interface TrainingStart {
  readonly model: string;
  readonly dataset: string;
  readonly datasetVersion: string;
  /** Last period that the weights will see. */
  readonly trainedTo: string;
  readonly backend: string;
  /** With the spec of the features that was chosen. */
  readonly settings: Omit<ModelSettings, 'features'> & { readonly features: FeatureSpec | null };
}

/** A model that was trained, scored and published. */
export interface ModelTraining extends Publication {
  /** Per level, over all windows; the weights have seen none of them. */
  readonly scores: readonly LevelMetrics[];
}

/** All that a training starts from. */
interface Prepared {
  readonly command: TrainCommand;
  readonly state: DatasetState;
  readonly input: BacktestInput;
  readonly engine: TrainingEngine;
  readonly season: number;
  /** Of the features that the networks are told; null where that is demand alone. */
  readonly spec: FeatureSpec | null;
}

/**
 * Use case: train a model on a dataset, score it on rolling origins behind all that its weights have seen, and publish it. The
 * published weights are the scored ones: they end where the oldest window begins. The same data, settings, backend and release
 * give the same artifact; a training that was killed and is asked for again goes on where it was, and a version that is published
 * already is not trained again.
 */
export class TrainModel {
  readonly #ports: TrainModelPorts;

  constructor(ports: TrainModelPorts) {
    this.#ports = ports;
  }

  /**
   * @throws ForecastError INVALID_INPUT, DATASET_NOT_FOUND, NO_DATA_AS_OF, HORIZON_TOO_LONG, LIMIT_EXCEEDED,
   * TENSORFLOW_UNAVAILABLE, and what publishing throws.
   */
  async execute(input: unknown, control: TrainModelControl): Promise<ModelTraining> {
    const command = parseInput(trainCommand, input);
    const facts = { 'model.name': command.model, dataset: command.dataset };
    return this.#ports.tracer.span('model.train', facts, async (span) => {
      const prepared = await this.#prepare(command, control);
      const training = await this.#train(prepared, control);
      span.set({ 'model.version': training.version.version });
      return training;
    });
  }

  async #prepare(command: TrainCommand, control: TrainModelControl): Promise<Prepared> {
    const { catalog, series, openEngine } = this.#ports;
    const { horizon, quantileLevels, seed } = command.settings;
    const state = await resolveDataset(command.dataset, command.asOf ?? null, this.#ports);
    const { dataset, snapshot } = state;
    const { calendar, missingValuePolicy } = dataset;
    const season = seasonLength(calendar.frequency);
    const spec = featureSpecFor(command.model, calendar.frequency, command.settings);
    const { firstPeriod: first, lastPeriod: last } = snapshot;
    const rolling = {
      windows: command.windows,
      stepSize: horizon,
      horizon,
      refit: command.windows,
    };
    // One more window than is scored: the one that the training has for targets.
    const needed = rollingWindows(
      { ...rolling, windows: command.windows + 1 },
      { first, last },
      season,
    );
    const windows = needed.slice(1).map((window, index) => ({ ...window, index }));
    const items = await readItems(catalog, dataset.id, control.signal);
    const weights = await weightSource(series, snapshot, items);
    const keeps = spec === null ? 'demand' : 'demand-and-prices';
    const query = { dataset, snapshot, items, windows, weights, keeps, last } as const;
    const panel = await readPanel(series, query, control);
    const valuesRead = panel.series.reduce((sum, { values }) => sum + values.length, 0);
    control.onRead?.({ valuesRead, itemWindows: items.length * windows.length });
    const covariates =
      panel.prices === null
        ? null
        : steppedCovariates(
            items,
            panel.prices,
            await readEvents(catalog, dataset, last + (spec?.events?.reach ?? 0)),
          );
    const input = prepareInput(
      itemHierarchy(items, null),
      panel,
      windows,
      { calendar, missingValuePolicy, horizon, quantileLevels, inputSize: null, seed },
      covariates,
    );
    return { command, state, input, season, spec, engine: await openEngine(command.backend) };
  }

  async #train(prepared: Prepared, control: TrainModelControl): Promise<ModelTraining> {
    const { sha256, release, publishModel } = this.#ports;
    const { command, state, input, engine, season, spec } = prepared;
    const { settings, model, windows } = command;
    const { dataset, snapshot } = state;
    const { cutoff } = input.windows[0]!.window;
    const date = (period: number) => dateOf(dataset.calendar, period);
    const start: TrainingStart = {
      ...{ model, dataset: dataset.slug, datasetVersion: snapshot.datasetVersion },
      ...{ trainedTo: date(cutoff), backend: engine.backend },
      // With the spec that was chosen for it, so that nothing is left unsaid.
      settings: { ...settings, features: spec },
    };
    control.onStart(start);
    const key = sha256(JSON.stringify([start, windows, release, engine.version]));
    const version = `${date(cutoff).slice(0, 10)}.${key.slice(0, 8)}`;
    const before = command.fresh ? null : await publishModel.published({ model, version });
    if (before !== null) return { ...before, scores: scoresOf(before) };
    const data = modelData(input, spec, cutoff);
    const { features } = data;
    const options = {
      model,
      settings,
      season,
      features: features && featureWidths(features.fitted),
    };
    const plans = ensemblePlans(options);
    const weights = await engine.train({
      ...{ key, data, signal: control.signal },
      plans: plans.map(({ plan }) => plan),
      onProgress: progressOfMembers(plans.length, settings.steps, control.onProgress),
    });
    const tensors = tensorsOf(
      plans,
      weights.map((one) => one.weights),
    );
    const named = {
      ...{ model, kind: model, architecture: architectureOf(plans, options) },
      version,
    };
    const fitted = features?.fitted ?? null;
    const served = engine.serve({ manifest: named, features: fitted, tensors });
    const covariates = features?.data.covariates ?? null;
    const scoring = (done: number) => {
      control.onProgress({ stage: 'score', done, total: windows, unit: 'windows' });
    };
    let scores;
    try {
      scores = scoreModel({ served, covariates }, input, scoring);
    } finally {
      served[Symbol.dispose]();
    }
    const facts = modelFacts({
      ...{ named, dataset, settings, engine, release, scores, windows },
      datasetVersion: snapshot.datasetVersion,
      window: { from: date(snapshot.firstPeriod), to: date(cutoff) },
      ...{ items: data.items, fitted },
    });
    const publication = await publishModel.execute(facts, tensors);
    return { ...publication, scores: scores.backtest };
  }
}

function scoresOf({ version: { manifest } }: Publication): readonly LevelMetrics[] {
  return manifest.metrics.backtest?.levels ?? [];
}

/** The arrays of all members under their names. */
function tensorsOf(
  plans: readonly EnsemblePlan[],
  weights: readonly (readonly Float32Array[])[],
): readonly WeightTensor[] {
  return plans.flatMap(({ plan }, member) =>
    networkParameters(plan.network).map(({ name, shape }, place) => ({
      name: memberTensorName(member, name),
      shape,
      values: weights[member]![place]!,
    })),
  );
}
