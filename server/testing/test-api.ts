import { createHash } from 'node:crypto';

import { forecasters, hierarchyForecasters } from '#core/models';

import type { CatalogReader, SeriesReader } from '../application/catalog/index.ts';
import { PanelForecasts, RequestForecast } from '../application/forecasts/index.ts';
import { VerifyForecast } from '../application/forecast-verification/index.ts';
import type { Metrics } from '../application/metrics.ts';
import { ListDrift } from '../application/monitoring/index.ts';
import { ListRealised } from '../application/realised-accuracy/index.ts';
import type { Logger, Tracer } from '../application/telemetry.ts';
import { lruValues } from '../cache/index.ts';
import { PanelThread } from '../compute/index.ts';
import { loadConfig } from '../config/index.ts';
import { createGraphqlApi, type GraphqlApi, type GraphqlSettings } from '../graphql/index.ts';
import type { ApiPorts } from '../graphql/index.ts';
import { silentLogger } from '../telemetry/index.ts';
import { noAlertFeed, noAlerts } from './no-alerts.ts';
import { noJobs } from './no-jobs.ts';
import { noScenarios, noScenarioStore } from './no-scenarios.ts';
import { noSchedules } from './no-schedules.ts';
import { noModels } from './no-models.ts';
import { inProcessRunner } from './in-process-runner.ts';

/** A tracer without spans. */
export const untraced: Tracer = {
  span: (_name, _attributes, work) => work({ set: () => undefined, event: () => undefined }),
  traceId: () => null,
  traceparent: () => null,
};

/** Metrics that nobody sees. */
export const unmeasured: Metrics = {
  count: () => undefined,
  record: () => undefined,
  observe: () => ({ [Symbol.dispose]: () => undefined }),
};

/** The default settings of the service under version 0.0.0. */
function testSettings(change: Partial<GraphqlSettings> = {}): GraphqlSettings {
  return { ...loadConfig({}), version: '0.0.0', ...change };
}

interface TestApiParts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly ports?: Partial<ApiPorts>;
  readonly settings?: Partial<GraphqlSettings>;
  readonly logger?: Logger;
}

/** The GraphQL API over these readers, with the real forecasts; ingestion is what `ports` says. */
export function createTestApi(parts: TestApiParts): Promise<GraphqlApi> {
  const { catalog, series, logger = silentLogger } = parts;
  const settings = testSettings(parts.settings);
  const requestForecast = new RequestForecast(
    { ...settings, seed: 1, fallback: true, release: settings.version },
    {
      catalog,
      series,
      runner: inProcessRunner,
      panels: new PanelForecasts(
        { catalog, series, runner: new PanelThread(), keep: lruValues },
        loadConfig({}),
      ),
      learned: null,
      scenarios: noScenarioStore,
      stored: null,
      kept: null,
      tracer: untraced,
      now: () => new Date(),
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
    },
  );
  const ports: ApiPorts = {
    catalog,
    series,
    requestForecast,
    verifyForecast: new VerifyForecast(requestForecast, settings),
    forecasters: [...forecasters, ...hierarchyForecasters],
    ingestions: {
      session: () => Promise.reject(new Error('this test has no ingestion')),
      ingestions: () => Promise.resolve([]),
      ingestionsAt: () => Promise.resolve([]),
    },
    models: noModels(settings),
    listDrift: new ListDrift(
      {
        save: () => Promise.reject(new Error('this test has no reports')),
        newest: () => Promise.resolve(null),
        checks: () => Promise.resolve([]),
      },
      settings,
    ),
    listRealised: new ListRealised(
      {
        store: { page: () => Promise.resolve([]) },
        issues: { issues: () => Promise.resolve([]) },
      },
      settings,
    ),
    ...noJobs(catalog, settings),
    ...noSchedules,
    ...noScenarios(catalog, requestForecast, settings),
    promoteModel: { execute: () => Promise.reject(new Error('this test has no registry')) },
    rollBackModel: { execute: () => Promise.reject(new Error('this test has no registry')) },
    listAlerts: noAlerts(settings),
    alertFeed: noAlertFeed,
    acknowledgeAlert: { execute: () => Promise.reject(new Error('this test has no alerts')) },
    setDefaultModel: { execute: () => Promise.reject(new Error('this test has no registry')) },
    ingestDemand: { execute: () => Promise.reject(new Error('this test has no ingestion')) },
    ...parts.ports,
  };
  return createGraphqlApi(ports, settings, logger);
}
