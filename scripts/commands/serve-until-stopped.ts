import type { App } from '../../server/app.ts';
import { pinoLogger } from '../../server/telemetry/index.ts';
import { type Invocation, untilStopped, withApp } from '../runtime/index.ts';

interface ServeSteps {
  /** Before the server answers. */
  readonly prepare: (app: App) => Promise<void>;
  /** When it answers at `url`. */
  readonly announce: (app: App, url: string) => Promise<void>;
}

/**
 * Serves until a signal comes; then requests in flight finish, threads and connections close, and the embedded database
 * stops. Log lines are JSON on standard output, words for people go to standard error.
 */
export async function serveUntilStopped(
  invocation: Invocation,
  { prepare, announce }: ServeSteps,
): Promise<void> {
  const { terminal, signal, config } = invocation;
  const logger = pinoLogger({ level: config().logLevel });
  await withApp(invocation, { migrations: 'apply', logger, verbose: true }, async (app) => {
    await prepare(app);
    signal.throwIfAborted();
    const { url } = await app.listen();
    await announce(app, url);
    await untilStopped(signal);
    terminal.say('Stopping: requests in flight finish first ...');
  });
  terminal.say('Stopped.');
}
