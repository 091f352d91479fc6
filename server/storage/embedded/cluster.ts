import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ForecastError } from '#core/errors';

import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { runProgram } from './run-program.ts';

/** A database cluster on disk and the password of its superuser `forecastle`. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** The superuser and the database of the embedded PostgreSQL. */
export const embeddedUser = 'forecastle';
export const embeddedDatabase = 'forecastle';

/** Sized for a laptop with 2 cores and 4 GiB: bulk loads in large checkpoints, no parallelism beyond the cores. */
const settings = `listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 32MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
min_wal_size = 128MB
wal_compression = on
checkpoint_completion_target = 0.9
random_page_cost = 1.1
max_parallel_workers = 2
max_worker_processes = 4
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
`;

function clusterIn(folder: string, password: string): Cluster {
  const data = join(folder, 'data');
  return { data, log: join(data, 'server.log'), password };
}

async function readCluster(folder: string): Promise<Cluster | null> {
  const password = await readFile(join(folder, 'password'), 'utf8').catch(() => null);
  return password === null ? null : clusterIn(folder, password.trim());
}

async function own(path: string, account: Account | null): Promise<void> {
  if (account !== null) await chown(path, account.uid, account.gid);
}

async function initialise(
  folder: string,
  binaries: Binaries,
  account: Account | null,
): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  const { data } = clusterIn(folder, password);
  // initdb reads the password as `account`, which must not see the file that is kept.
  const lent = join(folder, 'lent-password');
  await mkdir(data, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o755);
  await own(data, account);
  await writeFile(join(folder, 'password'), `${password}\n`, { mode: 0o600 });
  await writeFile(lent, `${password}\n`, { mode: 0o600 });
  await own(lent, account);
  const { exitCode, output } = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${data}`,
      '--encoding=UTF8',
      '--locale=C',
      `--username=${embeddedUser}`,
      '--auth=scram-sha-256',
      `--pwfile=${lent}`,
    ],
    account,
  );
  await rm(lent);
  if (exitCode !== 0) {
    throw new ForecastError(
      'EMBEDDED_POSTGRES_FAILED',
      `The embedded PostgreSQL could not create its data directory ${data}: ${output}`,
      { problem: output },
    );
  }
  const configuration = join(data, 'postgresql.conf');
  await writeFile(configuration, "include = 'forecastle.conf'\n", { flag: 'a' });
  await writeSettings(data, account);
}

async function writeSettings(data: string, account: Account | null): Promise<void> {
  const path = join(data, 'forecastle.conf');
  await writeFile(path, settings, { mode: 0o644 });
  await own(path, account);
}

/**
 * Opens the cluster of `directory`, creating it on first use. It comes into being under a temporary name and is renamed
 * when complete, so that a start that is cut short or races another one leaves no half of a cluster.
 */
export async function openCluster(
  directory: string,
  binaries: Binaries,
  account: Account | null,
  onLog: (line: string) => void,
): Promise<Cluster> {
  const folder = join(directory, 'cluster');
  const existing = await readCluster(folder);
  if (existing !== null) {
    // A newer release may have other settings; they count from the next start of the server on.
    await writeSettings(existing.data, account);
    return existing;
  }

  onLog(`Creating a PostgreSQL ${binaries.version} database in ${directory} ...`);
  await mkdir(directory, { recursive: true, mode: 0o755 });
  const unfinished = join(directory, `unfinished-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(unfinished, { mode: 0o755 });
    await initialise(unfinished, binaries, account);
    await rename(unfinished, folder);
  } catch (error) {
    const winner = await readCluster(folder);
    if (winner !== null) return winner;
    throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  const created = await readCluster(folder);
  if (created === null) throw new Error(`The cluster in ${folder} has disappeared.`);
  return created;
}
