import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Account } from './account.ts';
import { type Binaries, binariesAt } from './binaries.ts';
import { canReach, canRead } from './reach.ts';

/** Where the programs and the data of one embedded PostgreSQL lie. */
export interface Place {
  readonly binaries: Binaries;
  /** The folder that holds the cluster. */
  readonly directory: string;
}

/** Folders that every account can enter, best first. The last one may not survive a reboot. */
const sharedFolders = ['/var/lib/forecastle', join(tmpdir(), 'forecastle')];

/** The first shared folder that can be created, belongs to this user and is reachable for `account`. */
async function sharedFolder(account: Account): Promise<string> {
  for (const folder of sharedFolders) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const { uid } = await lstat(folder);
      // Whoever owns the folder can replace what lies in it, so that someone else's is not trusted.
      if (uid !== process.getuid?.()) continue;
      await chmod(folder, 0o755);
      if (await canReach(join(folder, 'any'), account)) return folder;
    } catch {
      continue;
    }
  }
  throw new Error(`None of ${sharedFolders.join(', ')} can be used by the user ${account.name}.`);
}

async function isReadable({ root, pgCtl }: Binaries, account: Account): Promise<boolean> {
  const paths = [pgCtl, join(root, 'lib'), join(root, 'share', 'postgresql', 'postgres.bki')];
  const readable = await Promise.all(paths.map((path) => canRead(path, account)));
  return readable.every(Boolean);
}

/** Lets everyone read the tree, and execute what its owner may execute. */
async function openToAll(path: string): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return;
  await chmod(path, stats.mode | ((stats.mode & 0o500) >> 3) | ((stats.mode & 0o500) >> 6));
  if (!stats.isDirectory()) return;
  for (const name of await readdir(path)) await openToAll(join(path, name));
}

async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const root = join(folder, `postgresql-${binaries.version}`);
  const copied = binariesAt(root, binaries.version);
  const isThere = await stat(copied.pgCtl).then(
    () => true,
    () => false,
  );
  if (isThere) return copied;
  const unfinished = `${root}.${process.pid}`;
  await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await rename(unfinished, root).catch(async () => {
    // Another process finished the same copy first.
    await rm(unfinished, { recursive: true, force: true });
  });
  return copied;
}

/**
 * Where to keep the data and start the programs. Usually: where they are asked for. Where PostgreSQL runs as another
 * account that cannot enter those folders (a checkout under root's home), they move to a folder that everyone can enter,
 * under a name derived from the one asked for, so that the next start finds them again.
 */
export async function choosePlace(
  directory: string,
  binaries: Binaries,
  account: Account | null,
  onLog: (line: string) => void,
): Promise<Place> {
  if (account === null) return { binaries, directory };
  const reachable = await canReach(join(directory, 'any'), account);
  const readable = await isReadable(binaries, account);
  if (reachable && readable) return { binaries, directory };

  const shared = await sharedFolder(account);
  const place: Place = {
    binaries: readable ? binaries : await copyBinaries(binaries, shared),
    directory: reachable
      ? directory
      : join(shared, createHash('sha256').update(directory).digest('hex').slice(0, 16)),
  };
  onLog(
    `PostgreSQL runs as the user ${account.name}, who cannot enter ${reachable ? binaries.root : directory}: ` +
      `using ${[
        !reachable && `data in ${place.directory}`,
        !readable && `programs in ${place.binaries.root}`,
      ]
        .filter((part) => part !== false)
        .join(' and ')} instead.`,
  );
  return place;
}
