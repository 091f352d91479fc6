import { join } from 'node:path';

import { forecasters, hierarchyForecasters } from '#core/models';

import {
  CompareBacktests,
  ListBacktests,
  RunBacktest,
  SelectModels,
} from './application/backtests/index.ts';
import { type CatalogReader, ListItems, type SeriesReader } from './application/catalog/index.ts';
import { DescribeFeatures } from './application/features/index.ts';
import {
  KeptForecasts,
  LearnedBacktests,
  PanelForecasts,
  RequestForecast,
} from './application/forecasts/index.ts';
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
import { TrainModel } from './application/model-training/index.ts';
import { CheckDrift, ListDrift } from './application/monitoring/index.ts';
import { CheckData, RebuildModel } from './application/rebuild/index.ts';
import {
  type DefaultModelState,
  defaultModelStates,
  LearnedModels,
  ThreadProbe,
} from './application/serving/index.ts';
import type { Logger, Tracer } from './application/telemetry.ts';
import { openModelStore } from './artifacts/index.ts';
import { lruValues } from './cache/index.ts';
import {
  BacktestThreadPool,
  InferenceThreadPool,
  ModelThreadPool,
  PanelThread,
} from './compute/index.ts';
import type { Config } from './config/index.ts';
import { FileSourceReader, sha256OfText } from './files/index.ts';
import { createGraphqlApi } from './graphql/index.ts';
import { createHttpServer } from './http/index.ts';
import { release } from './release.ts';
import {
  migrationState,
  openDatabase,
  PostgresBacktestFinder,
  PostgresBacktestStore,
  PostgresCatalogReader,
  PostgresDefaultModels,
  PostgresDriftStore,
  PostgresIngestionStore,
  PostgresModelRegistry,
  PostgresSeriesReader,
} from './storage/index.ts';
import { inferenceWorker } from './tensorflow/serving/inference-worker-url.ts';

const everyForecaster = [...forecasters, ...hierarchyForecasters];

/** The assembled application: use cases for the command line, and a server for everyone else. */
export interface App {
  readonly config: Config;
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly ingestions: IngestionStore;
  readonly listItems: ListItems;
  readonly requestForecast: RequestForecast;
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
  readonly describeFeatures: DescribeFeatures;
  readonly checkDrift: CheckDrift;
  readonly listDrift: ListDrift;
  /** Starts the HTTP server; resolves to its address once it answers. */
  listen(): Promise<{ readonly url: string }>;
  /** A query worth trying first, over items that exist. */
  exampleQuery(): Promise<string>;
  /** Lets requests in flight finish, then closes threads and connections. Twice is once. */
  close(): Promise<void>;
}

interface Surroundings {
  readonly databaseUrl: string;
  readonly tracer: Tracer;
  readonly logger: Logger;
}

/** The composition root: the only place that knows every class. The schema of the database must be up to date. */
export async function createApp(
  config: Config,
  { databaseUrl, tracer, logger }: Surroundings,
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
    worker: inferenceWorker,
    settings: {
      tensorflow: { backend: config.tensorBackend, nativeDirectory: config.nativeDirectory },
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
    logger,
    clock,
  });

  const serving = { models: learnedModels, runner: inference };
  const panelThread = new PanelThread();
  const panels = new PanelForecasts(
    { catalog, series, runner: panelThread, keep: lruValues },
    config,
  );
  const mostBytes = config.forecastCacheBytes;
  const requestForecast = new RequestForecast(
    { ...config, release },
    {
      ...{ catalog, series, runner, panels, tracer, now, sha256: sha256OfText },
      learned: serving,
      kept:
        mostBytes === 0
          ? null
          : new KeptForecasts({ mostBytes, keep: lruValues, sha256: sha256OfText }),
    },
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

  const driftStore = new PostgresDriftStore(database);
  const listDrift = new ListDrift(driftStore, config);
  const checkDrift = new CheckDrift({
    ...{ catalog, series, store: driftStore, tracer, now, sha256: sha256OfText, release },
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

  const endpoint = await createGraphqlApi(
    {
      catalog,
      series,
      ingestions,
      models,
      listDrift,
      requestForecast,
      ingestDemand,
      promoteModel,
      rollBackModel,
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
    { endpoint, probes, tracer, logger },
  );

  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    await server.stop();
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
    describeFeatures: new DescribeFeatures({ catalog, series, now, sha256: sha256OfText }),
    listen: async () => {
      // The first request pays neither for the start of a thread nor for that of the query engine.
      await Promise.all([runner.warm(), endpoint.exampleQuery()]);
      await takeUpModels();
      await defaultStates();
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
