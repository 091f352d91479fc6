import type { GateThresholds, ModelProbe } from '../application/models/index.ts';
import {
  ModelCatalog,
  PromoteModel,
  PublishModel,
  RollBackModel,
  SyncModels,
} from '../application/models/index.ts';
import { loadConfig } from '../config/index.ts';
import { sha256OfText } from '../files/index.ts';
import { forecasters } from '#core/models';
import {
  type Database,
  PostgresBacktestFinder,
  PostgresBacktestStore,
  PostgresModelRegistry,
} from '../storage/index.ts';
import type { TestModelStore } from './model-artifacts.ts';
import { untraced } from './test-api.ts';

/** A probe that has warmed everything in no time. */
const instantProbe: ModelProbe = { warm: () => Promise.resolve({ latencyMs: 5 }) };

/** The use cases of models over a database and a store, with the thresholds of the default configuration. */
export function modelsOver(
  database: Database,
  { store }: Pick<TestModelStore, 'store'>,
  options: {
    readonly probe?: ModelProbe | null;
    readonly thresholds?: Partial<GateThresholds>;
    readonly lockTimeoutSeconds?: number;
  } = {},
) {
  const registry = new PostgresModelRegistry(database, options.lockTimeoutSeconds);
  const ports = {
    registry,
    store,
    backtests: new PostgresBacktestStore(database),
    finder: new PostgresBacktestFinder(database),
    tracer: untraced,
    probe: options.probe === undefined ? instantProbe : options.probe,
    sha256: sha256OfText,
    forecasters,
  };
  const promoteModel = new PromoteModel(ports, { ...loadConfig({}), ...options.thresholds });
  return {
    registry,
    promoteModel,
    publishModel: new PublishModel(ports),
    rollBackModel: new RollBackModel(ports),
    syncModels: new SyncModels({ ...ports, promoteModel }),
    models: new ModelCatalog(ports, { release: '0.0.0', maxPageSize: 100 }),
  };
}
