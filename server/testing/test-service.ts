import type { Metrics } from '../application/metrics.ts';
import type { Attributes, Logger } from '../application/telemetry.ts';
import { loadConfig } from '../config/index.ts';
import type { GraphqlApi } from '../graphql/index.ts';
import {
  createHttpServer,
  type ExportDownloads,
  type HttpSettings,
  type ReadinessProbes,
} from '../http/index.ts';
import { unmeasured, untraced } from './test-api.ts';

/** Probes of a service where everything works. */
export const healthyProbes: ReadinessProbes = {
  database: () => Promise.resolve(),
  migrations: () => Promise.resolve({ pending: [], failed: [] }),
  models: () =>
    Promise.resolve([
      { name: 'naive', defaultOf: [], isBaseline: true, isUsable: true, problem: null },
    ]),
};

/** One log line as a test looks at it. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Attributes;
  readonly error?: unknown;
}

/** Keeps log lines instead of writing them. */
export function recordingLogger(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: string) =>
    (fields: Attributes, message: string, error?: unknown): void => {
      lines.push({ level, message, fields, ...(error === undefined ? {} : { error }) });
    };
  return {
    logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    lines,
  };
}

/** An answer of the GraphQL endpoint; `Data` is what the query of the test asks for. */
export interface GraphqlAnswer<Data = Readonly<Record<string, unknown>>> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** The API on a port of its own. */
export interface TestService extends AsyncDisposable {
  readonly url: string;
  post(query: string, variables?: object): Promise<GraphqlAnswer>;
  stop(): Promise<void>;
}

/** Serves `api` over HTTP on a free port. */
export async function startTestService(
  api: GraphqlApi,
  options: {
    readonly settings?: Partial<HttpSettings>;
    readonly exports?: ExportDownloads;
    readonly probes?: ReadinessProbes;
    readonly logger?: Logger;
    readonly metrics?: Metrics;
    readonly metricsPage?: () => Promise<string>;
  } = {},
): Promise<TestService> {
  const server = await createHttpServer(
    { ...loadConfig({}), version: '0.0.0', port: 0, ...options.settings },
    {
      endpoint: api,
      exports: options.exports ?? { execute: () => Promise.resolve({ kind: 'unknown' }) },
      probes: options.probes ?? healthyProbes,
      tracer: untraced,
      logger: options.logger ?? recordingLogger().logger,
      metrics: options.metrics ?? unmeasured,
      metricsPage: options.metricsPage ?? (() => Promise.resolve('')),
    },
  );
  const { url } = await server.listen();
  return {
    url,
    post: (query, variables = {}) => postGraphql(`${url}/graphql`, { query, variables }),
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** Sends a GraphQL request in JSON. */
export async function postGraphql<Data>(
  url: string,
  body: object,
  signal: AbortSignal | null = null,
): Promise<GraphqlAnswer<Data>> {
  const response = await fetch(url, {
    signal,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  // The endpoint's own shape, which the tests then look at.
  const answer = (await response.json()) as Partial<GraphqlAnswer<Data>>;
  const { data = null, errors = [], extensions = {} } = answer;
  return { status: response.status, headers: response.headers, data, errors, extensions };
}
