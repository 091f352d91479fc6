import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { ForecastError } from '#core/errors';

import { type Account, postgresAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type Cluster, embeddedDatabase, embeddedUser, openCluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { ClusterGuard } from './guard.ts';
import { choosePlace } from './place.ts';
import { runningPostmaster } from './postmaster.ts';
import { runProgram } from './run-program.ts';

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

const attempts = 5;
const waitSeconds = 60;
const largeLogBytes = 10_000_000;

async function rotateLog({ log }: Cluster): Promise<void> {
  const size = await stat(log).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size > largeLogBytes) await rename(log, `${log}.1`);
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-5).join('\n');
}

class Server {
  readonly #binaries: Binaries;
  readonly #cluster: Cluster;
  readonly #account: Account | null;

  constructor(binaries: Binaries, cluster: Cluster, account: Account | null) {
    this.#binaries = binaries;
    this.#cluster = cluster;
    this.#account = account;
  }

  #control(...args: readonly string[]) {
    const common = [`--pgdata=${this.#cluster.data}`, `--timeout=${waitSeconds}`, '--silent'];
    return runProgram(this.#binaries.pgCtl, [...args, ...common], this.#account);
  }

  urlOn(port: number): string {
    return `postgresql://${embeddedUser}:${this.#cluster.password}@127.0.0.1:${port}/${embeddedDatabase}`;
  }

  /** Starts the server on the port of the last start where that is still free. Null = it did not start. */
  async start(portFile: string): Promise<number | null> {
    const remembered = Number(await readFile(portFile, 'utf8').catch(() => ''));
    const port = await freePort(remembered > 0 ? remembered : null);
    await rotateLog(this.#cluster);
    const { exitCode } = await this.#control(
      'start',
      '--wait',
      `--log=${this.#cluster.log}`,
      `--options=-p ${port}`,
    );
    if (exitCode !== 0) return null;
    await writeFile(portFile, `${port}\n`);
    return port;
  }

  async stop(): Promise<void> {
    await this.#control('stop', '--wait', '--mode=fast');
  }

  async failure(cause: unknown): Promise<ForecastError> {
    const lines = await lastLines(this.#cluster.log);
    const problem =
      lines === '' ? (cause instanceof Error ? cause.message : 'no reason given') : lines;
    return new ForecastError(
      'EMBEDDED_POSTGRES_FAILED',
      `The embedded PostgreSQL in ${this.#cluster.data} did not start: ${problem}\n` +
        `Read ${this.#cluster.log}, or set DATABASE_URL to a PostgreSQL 14 or newer.`,
      { problem },
      cause,
    );
  }
}

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
  const { onLog } = options;
  const account = await postgresAccount();
  const place = await choosePlace(resolve(options.directory), await findBinaries(), account, onLog);
  const cluster = await openCluster(place.directory, place.binaries, account, onLog);
  const server = new Server(place.binaries, cluster, account);

  let cause: unknown = null;
  // Between looking and acting another process may start or stop the server, or take the port: look again.
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const running = await runningPostmaster(cluster.data);
    const port = running?.port ?? (await server.start(join(place.directory, 'port')));
    if (port === null) continue;
    const url = server.urlOn(port);
    try {
      const guard = await ClusterGuard.connect(url);
      onLog(
        `PostgreSQL ${running === null ? 'started' : 'was already running'} on 127.0.0.1:${port}, data in ${place.directory}.`,
      );
      return { url, startedHere: running === null, stop: once(() => leave(guard, server)) };
    } catch (error) {
      cause = error;
      await waitWhile(attempt);
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

function waitWhile(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | null = null;
  return () => (result ??= work());
}
