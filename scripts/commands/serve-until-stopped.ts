import type { App } from '../../server/app.ts';
import { pinoLogger } from '../../server/telemetry/index.ts';
import { type Invocation, startWorkerProcess, untilStopped, withApp } from '../runtime/index.ts';

interface ServeSteps {
  /** Before the server answers. */
  readonly prepare: (app: App) => Promise<void>;
  /** When it answers at `url`. */
  readonly announce: (app: App, url: string) => Promise<void>;
  /** Whether a worker computes jobs beside the server, in a process of its own. */
  readonly worker: boolean;
}

/**
 * Serves until a signal comes; then requests in flight finish, threads and connections close, and the embedded database
 * stops. Log lines are JSON on standard output, words for people go to standard error.
 */
export async function serveUntilStopped(
  invocation: Invocation,
  { prepare, announce, worker }: ServeSteps,
): Promise<void> {
  const { terminal, signal, config, env } = invocation;
  const logger = pinoLogger({ level: config().logLevel });
  await withApp(
    invocation,
    { migrations: 'apply', logger, verbose: true },
    async (app, databaseUrl) => {
      await prepare(app);
      signal.throwIfAborted();
      const { url } = await app.listen();
      await using _worker = worker
        ? startWorkerProcess({ databaseUrl, env, say: terminal.say })
        : null;
      await announce(app, url);
      await untilStopped(signal);
      terminal.say('Stopping: requests in flight finish first ...');
    },
  );
  terminal.say('Stopped.');
}
