import { join, resolve, sep } from 'node:path';

import { ForecastError } from '#core/errors';
import { z } from 'zod';

import { releaseFolder } from '../release.ts';
import { alertEnvironment, type AlertSettings, alertSettings } from './alert-settings.ts';
import { flag, integer, list, number } from './rules.ts';
import {
  hasWebhookSecret,
  isWebhookUrlAllowed,
  webhookEnvironment,
  type WebhookSettings,
  webhookSettings,
} from './webhook-settings.ts';

/** One entry per environment variable: its rule, its default and its documentation (`forecastle doctor`, docs). */
const environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 14 or newer; without it the embedded PostgreSQL is used'),
  DATABASE_POOL_SIZE: integer(1, 200).default(10).describe('connections of this process'),
  DATABASE_STATEMENT_TIMEOUT_SECONDS: integer(1, 3600).default(30).describe('limit of one read'),
  DATA_DIRECTORY: z
    .string()
    .min(1)
    .default('.forecastle')
    .describe('where the embedded PostgreSQL keeps its data'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: integer(0, 65535).default(4000).describe('port to listen on; 0 = any free one'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severe log line that is written'),
  MODEL_NAME: z.string().min(1).default('ets-ana').describe('model that serves by default'),
  DEFAULT_HORIZON: integer(1, 10_000).default(28).describe('periods ahead when none are asked for'),
  MAX_HORIZON: integer(1, 10_000)
    .default(365)
    .describe('longest horizon of one forecast, in periods'),
  MAX_ITEMS: integer(1, 100_000).default(500).describe('most items of one forecast'),
  MAX_QUANTILE_LEVELS: integer(5, 199).default(19).describe('most quantile levels of one forecast'),
  MAX_PAGE_SIZE: integer(1, 1000).default(100).describe('largest `first` of a connection'),
  MAX_HISTORY_PERIODS: integer(1, 100_000)
    .default(5000)
    .describe('most periods of one item in one history answer'),
  MAX_RESPONSE_VALUES: integer(1000, 1_000_000_000)
    .default(2_000_000)
    .describe('most numbers and fields that one operation may ask for'),
  MAX_INGEST_VALUES: integer(1, 1_000_000)
    .default(10_000)
    .describe('most values of one ingestDemand mutation'),
  MAX_REQUEST_BYTES: integer(1024, 1_073_741_824)
    .default(4_194_304)
    .describe('largest body of one HTTP request'),
  REQUEST_TIMEOUT_SECONDS: integer(1, 600).default(10).describe('deadline of one request'),
  MODEL_TIMEOUT_SECONDS: integer(1, 600)
    .default(5)
    .describe('time that one model gets before the next one down the ladder answers'),
  FALLBACK: flag
    .default(true)
    .describe(
      'whether another model answers where the requested one is broken; false = that is an error, which tests want',
    ),
  INFERENCE_THREADS: integer(1, 64)
    .default(1)
    .describe('threads that compute learned models; started when the first is asked for'),
  INFERENCE_BATCH_ROWS: integer(0, 512)
    .default(512)
    .describe('most series of requests that share a tensor call; 0 = a call for each request'),
  FORECAST_CACHE_BYTES: integer(0, 68_719_476_736)
    .default(67_108_864)
    .describe('memory for forecasts that learned models have made; 0 = each is made anew'),
  STORED_FORECASTS: flag
    .default(true)
    .describe(
      'whether forecasts are answered from what a refresh has issued, where that is fresh; false = each is computed',
    ),
  REFRESH_QUANTILE_LEVELS: list('0.05,0.1,0.25,0.5,0.75,0.9,0.95')
    .pipe(z.array(z.string().transform(Number).pipe(z.number().gt(0).lt(1))).max(199))
    .describe('comma-separated quantile levels that a refresh issues where it is told none'),
  REALISED_WINDOW_PERIODS: integer(1, 10_000)
    .default(28)
    .describe(
      'last periods of the data: issued forecasts with a cutoff among them are scored against what was sold since',
    ),
  EXPORT_DIRECTORY: z
    .string()
    .min(1)
    .optional()
    .describe(
      'folder of exported files, which workers write and servers answer from; default: exports in DATA_DIRECTORY',
    ),
  EXPORT_HOURS: number(0, 8760).default(24).describe('hours after which an export expires'),
  BREAKER_FAILURES: integer(1, 1000)
    .default(5)
    .describe('failures in a row after which a learned model rests'),
  BREAKER_OPEN_SECONDS: integer(1, 3600)
    .default(10)
    .describe('how long it rests before one request may try it again'),
  SHUTDOWN_GRACE_SECONDS: integer(0, 600)
    .default(20)
    .describe('time for requests in flight on stop'),
  TENSOR_BACKEND: z
    .enum(['auto', 'wasm', 'native'])
    .default('auto')
    .describe(
      'what computes networks; auto = native where `npm run native` has built it, else wasm',
    ),
  NATIVE_DIRECTORY: z
    .string()
    .min(1)
    .default('.forecastle/native')
    .describe('where `npm run native` keeps the native tensor library'),
  WORKER_THREADS: integer(1, 64)
    .optional()
    .describe('threads that run models; default: cores, at most 4'),
  MAX_QUEUED_FORECASTS: integer(1, 100_000)
    .default(1000)
    .describe(
      'model runs that may wait for a thread before forecasts degrade with OVERLOADED; as many statements that forecasts are read by may wait',
    ),
  INTROSPECTION: flag
    .default(true)
    .describe('schema introspection, for Apollo Studio and GraphiQL'),
  LANDING_PAGE: z
    .enum(['auto', 'sandbox', 'graphiql', 'none'])
    .default('auto')
    .describe(
      'page at /graphql in a browser; auto = Apollo Sandbox, GraphiQL where there is no internet',
    ),
  CORS_ORIGINS: list('https://studio.apollographql.com').describe(
    'comma-separated origins that may call from a browser; empty = none',
  ),
  MODEL_STORE_DIRECTORY: z
    .string()
    .min(1)
    .optional()
    .describe('folder of the models published here; default: model-store in DATA_DIRECTORY'),
  MODEL_KEYS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'file of the public keys that models may be signed with; outside of the model store, need not exist; default: model-keys.json in DATA_DIRECTORY',
    ),
  RELEASE_MODELS: flag
    .default(true)
    .describe(
      'whether the models that come with the release, and the key that signed them, count as well',
    ),
  MODEL_PUBLIC_KEYS: list('').describe(
    'comma-separated Ed25519 public keys (base64) that models may be signed with, besides those of MODEL_KEYS_FILE',
  ),
  MODEL_SIGNING_KEY: z
    .string()
    .min(1)
    .default('.forecastle-keys/signing.pem')
    .describe('file of the private key that signs models; only publishing reads it'),
  GATE_MIN_WAPE_IMPROVEMENT_POINTS: number(-100, 100)
    .default(5)
    .describe('points of WAPE that a champion must be better than seasonal naive'),
  GATE_MAX_WAPE_OVER_CHAMPION_POINTS: number(0, 100)
    .default(0)
    .describe('points of WAPE that a new champion may be worse than the one before'),
  GATE_MAX_BACKTEST_OVER_SINGLE_RUN_PERCENT: number(0, 1000)
    .default(15)
    .describe('how much larger than in its single run the WAPE of a champion may be in a backtest'),
  GATE_MAX_BIAS_PERCENT: number(0, 100)
    .default(10)
    .describe('bias that the mean of a champion may have, either way'),
  GATE_MAX_COVERAGE_ERROR_POINTS: number(0, 100)
    .default(10)
    .describe('points that the coverage of an interval of a champion may be off, either way'),
  GATE_MAX_LATENCY_MS: number(1, 600_000)
    .default(500)
    .describe('time that a champion may take for 50 items'),
  GATE_MAX_ARTIFACT_BYTES: integer(1, 1_073_741_824)
    .default(104_857_600)
    .describe('size that a champion may have, all files together'),
  ...alertEnvironment,
  ...webhookEnvironment,
  JOB_CONCURRENCY: integer(1, 64)
    .default(1)
    .describe('jobs of one kind that one worker process computes at once'),
  JOB_HELPERS: integer(0, 100)
    .default(3)
    .describe('workers that may help with one backtest beside the one that it belongs to'),
  JOB_HEARTBEAT_SECONDS: integer(10, 3600)
    .default(30)
    .describe('silence after which a worker counts as dead and its jobs go to others'),
  JOB_RETRIES: integer(0, 20)
    .default(3)
    .describe('attempts after the first one, where a worker died or something did not answer'),
  JOB_PRICE_PER_CPU_HOUR: number(0, 1_000_000)
    .default(0.05)
    .describe(
      'price of one core for an hour, in a currency of yours, for the estimated price of jobs',
    ),
  JOB_PRICE_PER_GIB_HOUR: number(0, 1_000_000)
    .default(0.005)
    .describe('price of one GiB of memory for an hour'),
  JOB_MAX_PRICE: number(0, 1_000_000_000)
    .optional()
    .describe('price that no job may exceed; a job is stopped there with BUDGET_EXCEEDED'),
  MAX_SUBSCRIPTIONS_PER_CLIENT: integer(1, 100_000)
    .default(100)
    .describe('GraphQL subscriptions that one client address may hold at once in this process'),
  SEED: integer(0, 2_147_483_647).default(1).describe('seed of every random choice'),
});

/** Where models and keys lie: where the settings say, else in the data directory. */
function modelPlaces(value: {
  readonly DATA_DIRECTORY: string;
  readonly MODEL_STORE_DIRECTORY?: string | undefined;
  readonly MODEL_KEYS_FILE?: string | undefined;
}) {
  const { DATA_DIRECTORY: data, MODEL_STORE_DIRECTORY: store, MODEL_KEYS_FILE: keys } = value;
  return {
    modelStoreDirectory: store ?? join(data, 'model-store'),
    modelKeysFile: keys ?? join(data, 'model-keys.json'),
  };
}

/** Who can write models must not be able to say which of them are trusted. */
function keysAreOutsideOfStore(
  value: Parameters<typeof modelPlaces>[0] & { readonly MODEL_SIGNING_KEY: string },
): boolean {
  const { modelStoreDirectory, modelKeysFile } = modelPlaces(value);
  const store = `${resolve(modelStoreDirectory)}${sep}`;
  return [modelKeysFile, value.MODEL_SIGNING_KEY].every((path) => !resolve(path).startsWith(store));
}

/** Settings of one process, checked and frozen. Built once from the environment and handed over by value. */
export interface Config extends AlertSettings, WebhookSettings {
  readonly databaseUrl: string | null;
  readonly databasePoolSize: number;
  readonly databaseStatementTimeoutSeconds: number;
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly modelName: string;
  readonly defaultHorizon: number;
  readonly maxHorizon: number;
  readonly maxItems: number;
  readonly maxQuantileLevels: number;
  readonly maxPageSize: number;
  readonly maxHistoryPeriods: number;
  readonly maxResponseValues: number;
  readonly maxIngestValues: number;
  readonly maxRequestBytes: number;
  readonly requestTimeoutSeconds: number;
  readonly modelTimeoutSeconds: number;
  /** Whether another model answers where the requested one cannot. */
  readonly fallback: boolean;
  readonly inferenceThreads: number;
  readonly inferenceBatchRows: number;
  readonly forecastCacheBytes: number;
  readonly storedForecasts: boolean;
  readonly refreshQuantileLevels: readonly number[];
  readonly realisedWindowPeriods: number;
  readonly exportDirectory: string;
  readonly exportHours: number;
  readonly breakerFailures: number;
  readonly breakerOpenSeconds: number;
  readonly shutdownGraceSeconds: number;
  readonly tensorBackend: 'auto' | 'wasm' | 'native';
  readonly nativeDirectory: string;
  /** null = as many as there are cores, at most 4. */
  readonly workerThreads: number | null;
  readonly maxQueuedForecasts: number;
  readonly introspection: boolean;
  readonly landingPage: 'auto' | 'sandbox' | 'graphiql' | 'none';
  readonly corsOrigins: readonly string[];
  readonly modelStoreDirectory: string;
  readonly modelKeysFile: string;
  /** Models that come with the release and the keys that signed them; null = they do not count. */
  readonly releaseModelsDirectory: string | null;
  readonly releaseKeysFile: string | null;
  readonly modelPublicKeys: readonly string[];
  readonly modelSigningKey: string;
  readonly gateMinWapeImprovementPoints: number;
  readonly gateMaxWapeOverChampionPoints: number;
  readonly gateMaxBacktestOverSingleRunPercent: number;
  readonly gateMaxBiasPercent: number;
  readonly gateMaxCoverageErrorPoints: number;
  readonly gateMaxLatencyMs: number;
  readonly gateMaxArtifactBytes: number;
  readonly jobConcurrency: number;
  readonly jobHelpers: number;
  readonly jobHeartbeatSeconds: number;
  readonly jobRetries: number;
  readonly pricePerCpuHour: number;
  readonly pricePerGibHour: number;
  /** null = no limit but the budget of the job. */
  readonly maxJobPrice: number | null;
  readonly maxSubscriptionsPerClient: number;
  readonly seed: number;
}

/**
 * Reads the environment. Unknown variables are ignored, empty ones count as absent.
 * @throws ForecastError CONFIG_INVALID with every problem at once.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment
    .refine((value) => value.DEFAULT_HORIZON <= value.MAX_HORIZON, {
      path: ['DEFAULT_HORIZON'],
      message: 'must not exceed MAX_HORIZON',
    })
    .refine(hasWebhookSecret, {
      path: ['ALERT_WEBHOOK_SECRET'],
      message: 'must be set where ALERT_WEBHOOK_URL is: every delivery is signed',
    })
    .refine(isWebhookUrlAllowed, {
      path: ['ALERT_WEBHOOK_URL'],
      message: 'must begin with https, or set ALERT_WEBHOOK_ALLOW_HTTP=true',
    })
    .refine(keysAreOutsideOfStore, {
      path: ['MODEL_KEYS_FILE'],
      message:
        'MODEL_KEYS_FILE and MODEL_SIGNING_KEY must lie outside of MODEL_STORE_DIRECTORY: a key beside what it signs proves nothing',
    })
    .safeParse(present);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message,
    }));
    const lines = issues.map(({ path, message }) => `  ${path}: ${message}`).join('\n');
    throw new ForecastError(
      'CONFIG_INVALID',
      `The environment has ${issues.length} invalid setting(s); correct them and start again:\n${lines}`,
      { issues },
    );
  }
  const value = parsed.data;
  return Object.freeze({
    databaseUrl: value.DATABASE_URL ?? null,
    databasePoolSize: value.DATABASE_POOL_SIZE,
    databaseStatementTimeoutSeconds: value.DATABASE_STATEMENT_TIMEOUT_SECONDS,
    dataDirectory: value.DATA_DIRECTORY,
    host: value.HOST,
    port: value.PORT,
    logLevel: value.LOG_LEVEL,
    modelName: value.MODEL_NAME,
    defaultHorizon: value.DEFAULT_HORIZON,
    maxHorizon: value.MAX_HORIZON,
    maxItems: value.MAX_ITEMS,
    maxQuantileLevels: value.MAX_QUANTILE_LEVELS,
    maxPageSize: value.MAX_PAGE_SIZE,
    maxHistoryPeriods: value.MAX_HISTORY_PERIODS,
    maxResponseValues: value.MAX_RESPONSE_VALUES,
    maxIngestValues: value.MAX_INGEST_VALUES,
    maxRequestBytes: value.MAX_REQUEST_BYTES,
    requestTimeoutSeconds: value.REQUEST_TIMEOUT_SECONDS,
    modelTimeoutSeconds: value.MODEL_TIMEOUT_SECONDS,
    fallback: value.FALLBACK,
    inferenceThreads: value.INFERENCE_THREADS,
    inferenceBatchRows: value.INFERENCE_BATCH_ROWS,
    forecastCacheBytes: value.FORECAST_CACHE_BYTES,
    storedForecasts: value.STORED_FORECASTS,
    refreshQuantileLevels: value.REFRESH_QUANTILE_LEVELS,
    realisedWindowPeriods: value.REALISED_WINDOW_PERIODS,
    exportDirectory: value.EXPORT_DIRECTORY ?? join(value.DATA_DIRECTORY, 'exports'),
    exportHours: value.EXPORT_HOURS,
    breakerFailures: value.BREAKER_FAILURES,
    breakerOpenSeconds: value.BREAKER_OPEN_SECONDS,
    shutdownGraceSeconds: value.SHUTDOWN_GRACE_SECONDS,
    tensorBackend: value.TENSOR_BACKEND,
    nativeDirectory: value.NATIVE_DIRECTORY,
    workerThreads: value.WORKER_THREADS ?? null,
    maxQueuedForecasts: value.MAX_QUEUED_FORECASTS,
    introspection: value.INTROSPECTION,
    landingPage: value.LANDING_PAGE,
    corsOrigins: value.CORS_ORIGINS,
    ...modelPlaces(value),
    releaseModelsDirectory: value.RELEASE_MODELS ? join(releaseFolder, 'model-store') : null,
    releaseKeysFile: value.RELEASE_MODELS ? join(releaseFolder, 'model-keys.json') : null,
    modelPublicKeys: value.MODEL_PUBLIC_KEYS,
    modelSigningKey: value.MODEL_SIGNING_KEY,
    gateMinWapeImprovementPoints: value.GATE_MIN_WAPE_IMPROVEMENT_POINTS,
    gateMaxWapeOverChampionPoints: value.GATE_MAX_WAPE_OVER_CHAMPION_POINTS,
    gateMaxBacktestOverSingleRunPercent: value.GATE_MAX_BACKTEST_OVER_SINGLE_RUN_PERCENT,
    gateMaxBiasPercent: value.GATE_MAX_BIAS_PERCENT,
    gateMaxCoverageErrorPoints: value.GATE_MAX_COVERAGE_ERROR_POINTS,
    gateMaxLatencyMs: value.GATE_MAX_LATENCY_MS,
    gateMaxArtifactBytes: value.GATE_MAX_ARTIFACT_BYTES,
    ...alertSettings(value),
    ...webhookSettings(value),
    jobConcurrency: value.JOB_CONCURRENCY,
    jobHelpers: value.JOB_HELPERS,
    jobHeartbeatSeconds: value.JOB_HEARTBEAT_SECONDS,
    jobRetries: value.JOB_RETRIES,
    pricePerCpuHour: value.JOB_PRICE_PER_CPU_HOUR,
    pricePerGibHour: value.JOB_PRICE_PER_GIB_HOUR,
    maxJobPrice: value.JOB_MAX_PRICE ?? null,
    maxSubscriptionsPerClient: value.MAX_SUBSCRIPTIONS_PER_CLIENT,
    seed: value.SEED,
  });
}

/** Every environment variable with its default and meaning, for `forecastle doctor` and the documentation. */
export function describeEnvironment(): readonly {
  readonly name: string;
  readonly default: string | null;
  readonly description: string;
}[] {
  return Object.entries(environment.shape).map(([name, rule]) => {
    const fallback = rule.safeParse(undefined);
    return {
      name,
      default: fallback.success && fallback.data !== undefined ? String(fallback.data) : null,
      description: rule.description ?? '',
    };
  });
}
