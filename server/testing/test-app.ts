import { type App, createApp } from '../app.ts';
import type { Tracer } from '../application/telemetry.ts';
import { loadConfig } from '../config/index.ts';
import { openTelemetryTracer, silentLogger } from '../telemetry/index.ts';
import { createTestDatabase } from './postgres.ts';

/** What a GraphQL endpoint answers. */
export interface GraphqlReply<Data> {
  readonly data: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly reason?: string };
  }[];
  readonly extensions?: { readonly traceId?: string };
}

/** The whole application over a database of its own, listening on a free port. */
export interface TestApp extends AsyncDisposable {
  readonly app: App;
  readonly url: string;
  readonly databaseUrl: string;
  /** Posts a query to `/graphql` over HTTP. */
  query<Data>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<GraphqlReply<Data>>;
}

export async function createTestApp(
  env: Readonly<Record<string, string>> = {},
  tracer: Tracer = openTelemetryTracer(),
): Promise<TestApp> {
  const database = await createTestDatabase();
  const config = loadConfig({ PORT: '0', WORKER_THREADS: '2', ...env });
  const app = await createApp(config, { databaseUrl: database.url, tracer, logger: silentLogger });
  const { url } = await app.listen();
  return {
    app,
    url,
    databaseUrl: database.url,
    query: async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphqlReply<Data>;
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
