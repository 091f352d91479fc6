import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { ForecastError, isForecastError } from '#core/errors';

import { postgresAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { openCluster } from './cluster.ts';
import { ClusterGuard } from './guard.ts';
import { choosePlace } from './place.ts';
import { runningPostmaster } from './postmaster.ts';
import { Server } from './server.ts';

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** False where another process had started it already. */
  readonly startedHere: boolean;
  /**
   * Says that this process is done with it. The last process that does so stops the server (fast shutdown: running
   * statements are cancelled) and waits until it has stopped.
   */
  stop(): Promise<void>;
}

/** Starts that may fail before the reason is taken for lasting. */
const mostFailedStarts = 3;
/** How long to wait for a server that starts or recovers. */
const waitSeconds = 60;
/**
 * Starts the PostgreSQL that comes with the npm packages on the data of `directory`, or attaches to the one that runs
 * there. Without trouble it takes about 1 s on first use and 0.2 s later. As root it runs under an unprivileged account
 * that exists already, with its data elsewhere where that account cannot enter `directory`; `onLog` is told.
 * @throws ForecastError EMBEDDED_POSTGRES_FAILED where there are no programs for this platform, or they do not start.
 */
export async function startEmbeddedPostgres(options: {
  readonly directory: string;
  readonly onLog: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  try {
    return await start(directory, options.onLog);
  } catch (error) {
    if (isForecastError(error)) throw error;
    const problem = error instanceof Error ? error.message : 'no reason given';
    throw new ForecastError(
      'EMBEDDED_POSTGRES_FAILED',
      `The embedded PostgreSQL cannot use ${directory}: ${problem}. Choose a folder that this user may write to by ` +
        'DATA_DIRECTORY, or set DATABASE_URL to a PostgreSQL 14 or newer.',
      { problem },
      error,
    );
  }
}

async function start(directory: string, onLog: (line: string) => void): Promise<EmbeddedPostgres> {
  const account = await postgresAccount();
  const place = await choosePlace(directory, await findBinaries(), account, onLog);
  const cluster = await openCluster(place.directory, place.binaries, account, onLog);
  const server = new Server(place.binaries, cluster, account);
  const portFile = join(place.directory, 'port');

  let failedStarts = 0;
  let cause: unknown = null;
  const patience = Date.now() + waitSeconds * 1000;
  // Between looking and acting another process may start or stop the server, or take the port: look again.
  while (failedStarts < mostFailedStarts && Date.now() < patience) {
    const running = await runningPostmaster(cluster.data);
    const port = running?.port ?? (await server.start(portFile));
    if (port === null) {
      failedStarts += 1;
      await delay(200);
      continue;
    }
    const url = server.urlOn(port);
    try {
      const guard = await ClusterGuard.connect(url);
      const how = running === null ? 'started' : 'was already running';
      onLog(`PostgreSQL ${how} on 127.0.0.1:${port}, data in ${place.directory}.`);
      return { url, startedHere: running === null, stop: once(() => leave(guard, server)) };
    } catch (error) {
      cause = error;
      await delay(200);
    }
  }
  throw await server.failure(cause);
}

async function leave(guard: ClusterGuard, server: Server): Promise<void> {
  try {
    if (await guard.leave()) await server.stop();
  } finally {
    await guard.close();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | null = null;
  return () => (result ??= work());
}
