import { readFile, rename, stat, writeFile } from 'node:fs/promises';

import { ForecastError } from '#core/errors';

import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, embeddedDatabase, embeddedUser } from './cluster.ts';
import { freePort } from './free-port.ts';
import { runProgram } from './run-program.ts';

/** How long pg_ctl waits for a start or a stop. */
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

/** The server program of one cluster, driven by pg_ctl. */
export class Server {
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
