import type { AnyForecaster } from '#core/models';

import type { BacktestCatalog } from '../application/backtests/index.ts';
import {
  type CatalogReader,
  ListEvents,
  ListItems,
  ReadHistories,
  type SeriesReader,
} from '../application/catalog/index.ts';
import type { AlertFeed, ListAlerts, ListDrift } from '../application/monitoring/index.ts';
import { type AlertAcknowledgements, AlertResolver } from './alert/alert.resolver.ts';
import type { IssueCatalog } from '../application/forecast-issues/index.ts';
import type { JobCatalog, JobFeed } from '../application/jobs/index.ts';
import type { ModelCatalog } from '../application/models/index.ts';
import type { ListRealised } from '../application/realised-accuracy/index.ts';
import type { IngestionStore } from '../application/ingestion/index.ts';
import { BacktestResolver } from './backtest/backtest.resolver.ts';
import { DatasetContentResolver } from './dataset/dataset-content.resolver.ts';
import { DefaultModelResolver, type DefaultModels } from './dataset/default-model.resolver.ts';
import { DatasetResolver } from './dataset/dataset.resolver.ts';
import { DriftResolver } from './drift/drift.resolver.ts';
import { ForecastExportResolver } from './forecast-issue/forecast-export.resolver.ts';
import {
  ForecastIssueResolver,
  IssuedForecastResolver,
  ItemForecastsResolver,
} from './forecast-issue/forecast-issue.resolver.ts';
import {
  ForecastResolver,
  type ForecastRequests,
  ForecastResultResolver,
} from './forecast/forecast.resolver.ts';
import {
  type ForecastVerifications,
  VerifyForecastResolver,
} from './forecast-verification/verify-forecast.resolver.ts';
import { HistoryResolver, ItemHistoryResolver } from './history/history.resolver.ts';
import { DemandIngestion, type DemandIngestions } from './ingestion/demand-ingestion.ts';
import { IngestDemandResolver } from './ingestion/ingest-demand.resolver.ts';
import { IngestionResolver } from './ingestion/ingestion.resolver.ts';
import { ItemConnectionResolver, ItemResolver } from './item/item.resolver.ts';
import { JobResolver } from './job/job.resolver.ts';
import { JobStarts, type JobUseCases } from './job/job-starts.ts';
import type { LoaderSources } from './loaders/index.ts';
import { ModelResolver } from './model/model.resolver.ts';
import { ModelVersionResolver } from './model-version/model-version.resolver.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { type AliasMove, ModelMoves } from './promotion/model-moves.ts';
import { PromotionResolver } from './promotion/promotion.resolver.ts';
import { RealisedAccuracyResolver } from './realised-accuracy/realised-accuracy.resolver.ts';
import { ScenarioResolver, type ScenarioUseCases } from './scenario/scenario.resolver.ts';
import {
  ScheduleResolver,
  ScheduleRunResolver,
  type ScheduleUseCases,
} from './schedule/schedule.resolver.ts';
import type { ResolverInstances } from './schema.ts';
import type { Limits } from './service/limits.ts';
import { ServiceResolver } from './service/service.resolver.ts';
import { Turns } from './turns.ts';

/** What the API reads from and calls. */
export interface ApiPorts extends JobUseCases, ScenarioUseCases, ScheduleUseCases {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly ingestions: IngestionStore;
  readonly models: ModelCatalog;
  readonly listDrift: ListDrift;
  readonly listRealised: ListRealised;
  readonly jobs: JobCatalog;
  readonly feed: JobFeed;
  readonly backtests: BacktestCatalog;
  readonly issues: IssueCatalog;
  readonly exports: LoaderSources['exports'];
  readonly requestForecast: ForecastRequests;
  readonly verifyForecast: ForecastVerifications;
  readonly ingestDemand: DemandIngestions;
  readonly promoteModel: AliasMove;
  readonly rollBackModel: AliasMove;
  readonly listAlerts: ListAlerts;
  readonly alertFeed: AlertFeed;
  readonly acknowledgeAlert: AlertAcknowledgements;
  readonly setDefaultModel: DefaultModels;
  readonly forecasters: readonly AnyForecaster[];
}

/** What the API says about itself. */
export interface ApiSettings {
  readonly version: string;
  readonly defaultModel: string;
  readonly limits: Limits;
}

/** One instance of every resolver, with what it needs. */
export function resolverInstances(
  ports: ApiPorts,
  { version, defaultModel, limits }: ApiSettings,
): ResolverInstances {
  const { catalog, forecasters } = ports;
  const turns = new Turns();
  return [
    new AlertResolver(ports.listAlerts, ports.acknowledgeAlert),
    new BacktestResolver(ports.backtests),
    new DatasetContentResolver(limits),
    new DatasetResolver(catalog),
    new DefaultModelResolver(ports.setDefaultModel),
    new DriftResolver(ports.listDrift),
    new ForecastExportResolver(),
    new ForecastIssueResolver(ports.issues),
    new ForecastResolver(),
    new ForecastResultResolver(ports.requestForecast, { ...limits, turns }),
    new HistoryResolver(),
    new IngestDemandResolver(new DemandIngestion(ports.ingestDemand)),
    new IngestionResolver(),
    new IssuedForecastResolver(),
    new ItemConnectionResolver(catalog),
    new ItemForecastsResolver(),
    new ItemHistoryResolver(limits),
    new ItemResolver(new ListItems(catalog, limits)),
    new JobResolver(ports.jobs, new JobStarts(ports)),
    new ModelResolver(ports.models),
    new ModelVersionResolver(ports.models),
    new NodeResolver(limits),
    new PromotionResolver(new ModelMoves(ports.promoteModel, ports.rollBackModel)),
    new RealisedAccuracyResolver(ports.listRealised),
    new ScenarioResolver(ports, { ...limits, turns }),
    new ScheduleResolver(ports),
    new ScheduleRunResolver(),
    new ServiceResolver({ version, limits, forecasters, defaultModel }),
    new VerifyForecastResolver(ports.verifyForecast, limits),
  ];
}

/** What the loaders of every request read from. */
export function loaderSources(ports: ApiPorts, limits: Limits): LoaderSources {
  const { catalog, series, ingestions, models, jobs, backtests, issues, exports, scenarios } =
    ports;
  const histories = new ReadHistories(catalog, series, limits);
  const events = new ListEvents(catalog);
  const alerts = ports.listAlerts;
  const more = { alerts, jobs, backtests, issues, exports, scenarios };
  return { catalog, series, ingestions, histories, models, events, ...more };
}
