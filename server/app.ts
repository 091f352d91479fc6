import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { forecasters, hierarchyForecasters } from '#core/models';

import {
  BacktestCatalog,
  CompareBacktests,
  ListBacktests,
  RunBacktest,
  SelectModels,
} from './application/backtests/index.ts';
import { type CatalogReader, ListItems, type SeriesReader } from './application/catalog/index.ts';
import { DescribeFeatures } from './application/features/index.ts';
import { ExportForecasts, OpenExport } from './application/forecast-exports/index.ts';
import { IssueCatalog, RefreshForecasts } from './application/forecast-issues/index.ts';
import {
  CompareScenario,
  KeptForecasts,
  LearnedBacktests,
  MeasuredForecasts,
  PanelForecasts,
  RequestForecast,
  type StoredForecastReader,
} from './application/forecasts/index.ts';
import { VerifyForecast } from './application/forecast-verification/index.ts';
import {
  IngestDemand,
  IngestFiles,
  type IngestionStore,
  TracedIngestions,
} from './application/ingestion/index.ts';
import { IngestSynthetic } from './application/ingestion/ingest-synthetic.ts';
import {
  AdoptChampions,
  ModelCatalog,
  type ModelStore,
  PromoteModel,
  PublishModel,
  RollBackModel,
  SetDefaultModel,
  SyncModels,
  type SyncReport,
  VerifyModels,
} from './application/models/index.ts';
import type {
  CheckDrift,
  EvaluateAlerts,
  ListAlerts,
  ListDrift,
} from './application/monitoring/index.ts';
import {
  BacktestJob,
  type CancelJob,
  DriftJob,
  ExportJob,
  type JobCatalog,
  type JobFeed,
  type JobKindName,
  type JobKinds,
  MonitorJob,
  RebuildJob,
  RefreshJob,
  type StartJob,
  TrainJob,
} from './application/jobs/index.ts';
import { TrainModel } from './application/model-training/index.ts';
import type { CheckAccuracy } from './application/realised-accuracy/index.ts';
import { CheckData, RebuildModel } from './application/rebuild/index.ts';
import {
  type ListSchedules,
  MissedRuns,
  type RemoveSchedule,
  type SetSchedule,
} from './application/schedules/index.ts';
import {
  type DefaultModelState,
  defaultModelStates,
  LearnedModels,
  ThreadProbe,
} from './application/serving/index.ts';
import type { Metrics } from './application/metrics.ts';
import type { Logger, Tracer } from './application/telemetry.ts';
import type { WebhookOutbox } from './application/webhooks/index.ts';
import { openModelStore } from './artifacts/index.ts';
import { lruValues } from './cache/index.ts';
import {
  BacktestThreadPool,
  InferenceThreadPool,
  ModelThreadPool,
  observeCompute,
  PanelThread,
} from './compute/index.ts';
import type { Config } from './config/index.ts';
import { DiskExportFiles, FileSourceReader, sha256OfText } from './files/index.ts';
import { createGraphqlApi } from './graphql/index.ts';
import { createHttpServer } from './http/index.ts';
import { cronReader } from './jobs/index.ts';
import { release } from './release.ts';
import {
  migrationState,
  openDatabase,
  PacedReads,
  PostgresBacktestFinder,
  PostgresBacktestStore,
  PostgresCatalogReader,
  PostgresDefaultModels,
  PostgresExportStore,
  PostgresIngestionStore,
  PostgresIssueReader,
  PostgresIssueStore,
  PostgresModelRegistry,
  PostgresScheduleStore,
  PostgresSeriesReader,
  PostgresUnitLeases,
} from './storage/index.ts';
import { inferenceWorker } from './tensorflow/serving/inference-worker-url.ts';
import { wireJobs } from './wiring/jobs.ts';
import { wireMonitoring } from './wiring/monitoring.ts';
import { wireRealisedAccuracy } from './wiring/realised-accuracy.ts';
import { wireScenarios } from './wiring/scenarios.ts';
import { wireSchedules } from './wiring/schedules.ts';
import { wireServingFacts } from './wiring/serving-facts.ts';
import { wireWebhooks } from './wiring/webhooks.ts';

const everyForecaster = [...forecasters, ...hierarchyForecasters];

/** The assembled application: use cases for the command line, and a server for everyone else. */
export interface App {
  readonly config: Config;
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly ingestions: IngestionStore;
  readonly listItems: ListItems;
  readonly requestForecast: MeasuredForecasts;
  readonly verifyForecast: VerifyForecast;
  readonly modelStore: ModelStore;
  readonly models: ModelCatalog;
  readonly syncModels: SyncModels;
  readonly verifyModels: VerifyModels;
  readonly publishModel: PublishModel;
  readonly promoteModel: PromoteModel;
  readonly trainModel: TrainModel;
  readonly checkData: CheckData;
  readonly rebuildModel: RebuildModel;
  readonly rollBackModel: RollBackModel;
  readonly setDefaultModel: SetDefaultModel;
  /** Registers what the stores hold; first versions serve, and each dataset without a model gets the one trained on it. */
  takeUpModels(): Promise<void>;
  readonly ingestDemand: IngestDemand;
  readonly ingestFiles: IngestFiles;
  readonly ingestSynthetic: IngestSynthetic;
  readonly runBacktest: RunBacktest;
  readonly selectModels: SelectModels;
  readonly listBacktests: ListBacktests;
  readonly compareBacktests: CompareBacktests;
  readonly refreshForecasts: RefreshForecasts;
  readonly issues: IssueCatalog;
  readonly exportForecasts: ExportForecasts;
  readonly describeFeatures: DescribeFeatures;
  readonly evaluateAlerts: EvaluateAlerts;
  readonly listAlerts: ListAlerts;
  /** Webhooks that were sent, wait or were given up. */
  readonly outbox: WebhookOutbox;
  readonly checkDrift: CheckDrift;
  readonly listDrift: ListDrift;
  readonly checkAccuracy: CheckAccuracy;
  readonly listSchedules: ListSchedules;
  readonly setSchedule: SetSchedule;
  readonly removeSchedule: RemoveSchedule;
  readonly startJob: StartJob;
  readonly cancelJob: CancelJob;
  readonly jobs: JobCatalog;
  readonly feed: JobFeed;
  /** Takes jobs from the queue starts those of schedules and delivers webhooks until the app is closed; jobs of all kinds where none are named. */
  work(kinds?: readonly JobKindName[]): Promise<void>;
  /** Starts the HTTP server; resolves to its address once it answers. */
  listen(): Promise<{ readonly url: string }>;
  /** A query worth trying first, over items that exist. */
  exampleQuery(): Promise<string>;
  /** Lets requests in flight finish, then closes threads and connections. Twice is once. */
  close(): Promise<void>;
}

/** What an application reports to and stands on. */
export interface Surroundings {
  readonly databaseUrl: string;
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** What `/metrics` answers. */
  readonly metricsPage: () => Promise<string>;
  /** What computes networks on threads, instead of the usual module; tests put a faulty one there. */
  readonly inference?: { readonly worker: URL; readonly settings: object };
}

/** The composition root: the only place that knows every class. The schema of the database must be up to date. */
export async function createApp(
  config: Config,
  { databaseUrl, tracer, logger, metrics, metricsPage, inference: otherInference }: Surroundings,
): Promise<App> {
  const now = () => new Date();
  const clock = () => performance.now();
  const database = await openDatabase({
    url: databaseUrl,
    poolSize: config.databasePoolSize,
    statementTimeoutSeconds: config.databaseStatementTimeoutSeconds,
  });
  const catalog = new PostgresCatalogReader(database);
  const series = new PostgresSeriesReader(database);
  const ingestions = new TracedIngestions(new PostgresIngestionStore(database), tracer);
  const runner = new ModelThreadPool({
    threads: config.workerThreads,
    maxQueued: config.maxQueuedForecasts,
    modelTimeoutSeconds: config.modelTimeoutSeconds,
  });

  const modelStore = await openModelStore(config);
  const registry = new PostgresModelRegistry(database);
  const inference = new InferenceThreadPool({
    ...config,
    worker: otherInference?.worker ?? inferenceWorker,
    settings: {
      tensorflow: { backend: config.tensorBackend, nativeDirectory: config.nativeDirectory },
      ...otherInference?.settings,
    },
    threads: config.inferenceThreads,
    batchRows: config.inferenceBatchRows,
    maxQueued: config.maxQueuedForecasts,
  });
  const learnedModels = new LearnedModels({
    registry,
    store: modelStore,
    runner: inference,
    tracer,
    metrics,
    logger,
    clock,
  });

  const serving = { models: learnedModels, runner: inference };
  const panelThread = new PanelThread();
  const panels = new PanelForecasts(
    { catalog, series, runner: panelThread, keep: lruValues },
    config,
  );
  const paced = new PacedReads(config.maxQueuedForecasts);
  const forecasting = {
    ...{ runner, panels, tracer, now, sha256: sha256OfText },
    ...{ catalog: paced.of(catalog), series: paced.of(series) },
    learned: serving,
  };
  const { scenarioStore, ...scenarioCases } = wireScenarios({ database, catalog }, config);
  const settings = { ...config, release };
  const mostBytes = config.forecastCacheBytes;
  const kept =
    mostBytes === 0
      ? null
      : new KeptForecasts({ mostBytes, keep: lruValues, sha256: sha256OfText });
  const issueReader = new PostgresIssueReader(database);
  const stored = config.storedForecasts ? paced.of<StoredForecastReader>(issueReader) : null;
  const { tally, flushing } = wireServingFacts({ database, logger, now });
  const requestForecast = new MeasuredForecasts(
    new RequestForecast(settings, { ...forecasting, scenarios: scenarioStore, stored, kept }),
    { metrics, clock, tally },
  );
  // Computes each again instead of looking at what is kept; nobody is served by these, so they are not counted.
  const recomputed = new RequestForecast(settings, {
    ...forecasting,
    ...{ scenarios: scenarioStore, stored: null, kept: null },
  });
  const verifyForecast = new VerifyForecast(recomputed, config);
  const issueStore = new PostgresIssueStore(database);
  const refreshForecasts = new RefreshForecasts({ ...forecasting, store: issueStore }, settings);
  const issues = new IssueCatalog({ catalog, issues: issueReader, tracer }, config);
  const exporting = {
    files: new DiskExportFiles(config.exportDirectory),
    store: new PostgresExportStore(database),
    now,
  };
  const exportForecasts = new ExportForecasts(
    { ...exporting, catalog, issues: issueReader, newId: () => randomBytes(16).toString('hex') },
    config,
  );
  const ingesting = { store: ingestions, catalog, digest: sha256OfText, now };
  const ingestDemand = new IngestDemand({ ...ingesting, maxIngestValues: config.maxIngestValues });
  const ingestFiles = new IngestFiles({ ...ingesting, reader: new FileSourceReader() });
  const ingestSynthetic = new IngestSynthetic(ingesting);

  const store = new PostgresBacktestStore(database);
  const learned = new LearnedBacktests(serving);
  const compute = new BacktestThreadPool(config.workerThreads);
  const runBacktest = new RunBacktest({
    catalog,
    series,
    store,
    compute,
    learned,
    tracer,
    now,
    sha256: sha256OfText,
    release,
  });

  const finder = new PostgresBacktestFinder(database);
  const probe = new ThreadProbe(inference, clock);
  const modelPorts = { registry, store: modelStore, backtests: store, finder, tracer, probe };
  const models = new ModelCatalog(
    { ...modelPorts, forecasters: everyForecaster },
    { ...config, release },
  );
  const promoteModel = new PromoteModel({ ...modelPorts, sha256: sha256OfText }, config);
  const publishModel = new PublishModel(modelPorts);
  const trainModel = new TrainModel({
    ...{ catalog, series, publishModel, tracer, now, sha256: sha256OfText, release },
    openEngine: async (backend) => {
      // Only who trains loads tfjs into this thread.
      const { openTrainingEngine } = await import('./tensorflow/index.ts');
      return openTrainingEngine({
        backend,
        nativeDirectory: config.nativeDirectory,
        trainingDirectory: join(config.dataDirectory, 'training'),
        threads: config.workerThreads,
      });
    },
  });
  const rollBackModel = new RollBackModel({ ...modelPorts, sha256: sha256OfText });
  const syncModels = new SyncModels({ ...modelPorts, promoteModel });
  const defaults = new PostgresDefaultModels(database);
  const setDefaultModel = new SetDefaultModel({ catalog, defaults, registry });
  const checkData = new CheckData({ catalog, series, ingestions, now });
  const rebuildModel = new RebuildModel({
    ...{ checkData, trainModel, runBacktest, promoteModel, setDefaultModel },
    ...{ registry, learned, tracer },
  });
  const adoptChampions = new AdoptChampions({ catalog, series, registry, defaults });
  const takeUpModels = async () => {
    reportSync(logger, await syncModels.execute({ champions: 'first-version' }));
    for (const { dataset, model } of await adoptChampions.execute()) {
      logger.info({ dataset, model }, 'a dataset has the model that was trained on it');
    }
  };

  const scheduleStore = new PostgresScheduleStore(database);
  const { checkAccuracy, listRealised, realisedErrors } = wireRealisedAccuracy(
    {
      ...{ database, catalog, series, issues: issueReader, backtests: store, finder, tracer, now },
      release,
    },
    config,
  );
  const otherSources = [new MissedRuns(scheduleStore, cronReader), realisedErrors];
  const monitoring = wireMonitoring(
    { database, databaseUrl, catalog, series, registry, otherSources, tracer, now, release },
    config,
  );
  const { listDrift, checkDrift, evaluateAlerts, listAlerts, alertFeed, acknowledgeAlert } =
    monitoring;
  const { outbox, delivering } = wireWebhooks({ database, logger, now }, config);
  const leases = new PostgresUnitLeases(database);
  const kinds: JobKinds = {
    backtest: new BacktestJob({ runBacktest, store, leases, learned, now }, config),
    train: new TrainJob({ trainModel, now }, config),
    refresh: new RefreshJob({ refreshForecasts, store: issueStore, now }, config),
    export: new ExportJob(exportForecasts),
    rebuild: new RebuildJob({ rebuildModel, now }, config),
    drift: new DriftJob({ checkDrift, now }),
    monitor: new MonitorJob({ checkAccuracy, evaluateAlerts }),
  };
  const { queue, feed, startJob, jobWorker, cancelJob, jobs } = wireJobs(
    { database, databaseUrl, catalog, kinds, tracer, logger, now },
    config,
  );
  const { setSchedule, removeSchedule, listSchedules, scheduling } = wireSchedules({
    ...{ store: scheduleStore, catalog, kinds, startJob, alerts: monitoring.alerts, logger, now },
  });

  const endpoint = await createGraphqlApi(
    {
      catalog,
      series,
      ingestions,
      models,
      listDrift,
      listRealised,
      ...{ jobs, feed, startJob, cancelJob, issues, exports: exportForecasts },
      ...{ setSchedule, removeSchedule, listSchedules },
      ...scenarioCases,
      compareScenario: new CompareScenario(requestForecast),
      backtests: new BacktestCatalog({ catalog, store }, config),
      requestForecast,
      verifyForecast,
      ingestDemand,
      promoteModel,
      rollBackModel,
      listAlerts,
      alertFeed,
      acknowledgeAlert,
      setDefaultModel,
      forecasters: everyForecaster,
    },
    { ...config, version: release },
    logger,
  );
  const defaultStates = () =>
    defaultModelStates(config.modelName, { catalog, models: learnedModels });
  const probes = {
    database: () => database.ping(),
    migrations: () => migrationState(database),
    models: async () => modelStates(await defaultStates()),
  };
  const server = await createHttpServer(
    { ...config, version: release },
    { endpoint, exports: new OpenExport(exporting), probes, tracer, logger, metrics, metricsPage },
  );

  const pools = { models: runner, networks: inference, panels: panelThread };
  const observed = observeCompute(metrics, pools);
  // What was served in the last minute is written down as well, unless the database is away.
  const stopFlushing = async () => {
    await flushing[Symbol.asyncDispose]();
    if (isListening) await tally.flush().catch(() => undefined);
  };
  let isListening = false;
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    await server.stop();
    await scheduling[Symbol.asyncDispose]();
    await delivering?.[Symbol.asyncDispose]();
    await stopFlushing();
    await jobWorker[Symbol.asyncDispose]();
    await queue[Symbol.asyncDispose]();
    await feed[Symbol.asyncDispose]();
    await alertFeed[Symbol.asyncDispose]();
    observed[Symbol.dispose]();
    await runner[Symbol.asyncDispose]();
    await inference[Symbol.asyncDispose]();
    await panels[Symbol.asyncDispose]();
    await panelThread[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  };
  return {
    config,
    catalog,
    series,
    ingestions,
    listItems: new ListItems(catalog, config),
    requestForecast,
    verifyForecast,
    modelStore,
    models,
    syncModels,
    verifyModels: new VerifyModels(modelStore, registry),
    publishModel,
    trainModel,
    checkData,
    rebuildModel,
    promoteModel,
    rollBackModel,
    setDefaultModel,
    takeUpModels,
    ingestDemand,
    ingestFiles,
    ingestSynthetic,
    runBacktest,
    selectModels: new SelectModels(catalog, store),
    listBacktests: new ListBacktests(catalog, store),
    compareBacktests: new CompareBacktests(catalog, store),
    checkDrift,
    listDrift,
    checkAccuracy,
    refreshForecasts,
    issues,
    exportForecasts,
    describeFeatures: new DescribeFeatures({ catalog, series, now, sha256: sha256OfText }),
    evaluateAlerts,
    listAlerts,
    outbox,
    listSchedules,
    setSchedule,
    removeSchedule,
    startJob,
    cancelJob,
    jobs,
    feed,
    work: async (names) => {
      await jobWorker.start(names);
      scheduling.start();
      delivering?.start();
    },
    listen: async () => {
      // The first request pays neither for the start of a thread nor for that of the query engine.
      await Promise.all([runner.warm(), endpoint.exampleQuery()]);
      await takeUpModels();
      await defaultStates();
      isListening = true;
      flushing.start();
      return server.listen();
    },
    exampleQuery: () => endpoint.exampleQuery(),
    close: () => (closed ??= closeAll()),
  };
}

/** What the store held at start that was not known, and what of it cannot be used. */
function reportSync(logger: Logger, { registered, problems, promoted, refused }: SyncReport): void {
  for (const { model, version } of registered) {
    logger.info({ model, model_version: version }, 'registered a model of the store');
  }
  for (const { model, version } of promoted) {
    logger.info({ model, model_version: version }, 'the first version of a model serves');
  }
  for (const { model, version, reason, detail } of problems) {
    const fields = { model, model_version: version, reason, detail };
    logger.warn(fields, 'a model of the store cannot be used');
  }
  for (const { model, errors } of refused) {
    const detail = errors.map(({ message }) => message).join(' ');
    logger.warn({ model, detail }, 'a model has no champion');
  }
}

/** Every baseline is usable by construction; a default model that cannot answer leaves the service degraded. */
function modelStates(defaults: readonly DefaultModelState[]) {
  const others = everyForecaster
    .map(({ name }) => name)
    .filter((name) => defaults.every((one) => one.name !== name))
    .map((name) => ({ name, defaultOf: [], isBaseline: true, isUsable: true, problem: null }));
  return [...defaults, ...others];
}
