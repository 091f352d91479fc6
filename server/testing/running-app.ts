import { type App, createApp, type Surroundings } from '../app.ts';
import { loadConfig } from '../config/index.ts';
import { silentLogger } from '../telemetry/index.ts';
import { createTestDatabase } from './postgres.ts';
import { unmeasured, untraced } from './test-api.ts';
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

/** Starts the application with these environment variables, without the models of the release unless they say otherwise. */
export async function startApp(
  env: Readonly<Record<string, string>> = {},
  {
    prepare = () => Promise.resolve(),
    ...surroundings
  }: Partial<Omit<Surroundings, 'databaseUrl'>> & {
    /** Before it listens. */
    prepare?: (app: App) => Promise<unknown>;
  } = {},
): Promise<RunningApp> {
  const { url: databaseUrl, ...database } = await createTestDatabase();
  const config = loadConfig({
    ...{ PORT: '0', WORKER_THREADS: '1', RELEASE_MODELS: 'false' },
    ...env,
  });
  const app = await createApp(config, {
    ...{ tracer: untraced, logger: silentLogger, metrics: unmeasured },
    ...{ metricsPage: () => Promise.resolve(''), ...surroundings, databaseUrl },
  });
  await prepare(app);
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
