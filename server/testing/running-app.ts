import { type App, createApp } from '../app.ts';
import type { Logger, Tracer } from '../application/telemetry.ts';
import { loadConfig } from '../config/index.ts';
import { silentLogger } from '../telemetry/index.ts';
import { createTestDatabase } from './postgres.ts';
import { untraced } from './test-api.ts';
import { type GraphqlAnswer, postGraphql } from './test-service.ts';

/** The whole application over a database of its own, listening on a free port. */
export interface RunningApp extends AsyncDisposable {
  readonly app: App;
  readonly url: string;
  readonly databaseUrl: string;
  post<Data = Readonly<Record<string, unknown>>>(
    query: string,
    variables?: object,
  ): Promise<GraphqlAnswer<Data>>;
}

/** Starts the application with these environment variables. */
export async function startApp(
  env: Readonly<Record<string, string>> = {},
  { logger = silentLogger, tracer = untraced }: { logger?: Logger; tracer?: Tracer } = {},
): Promise<RunningApp> {
  const { url: databaseUrl, ...database } = await createTestDatabase();
  const config = loadConfig({ PORT: '0', WORKER_THREADS: '1', ...env });
  const app = await createApp(config, { databaseUrl, tracer, logger });
  const { url } = await app.listen();
  return {
    app,
    url,
    databaseUrl,
    post: (query, variables = {}) => postGraphql(`${url}/graphql`, { query, variables }),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
