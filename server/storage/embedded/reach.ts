import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Account } from './account.ts';

const read = 4;
const enter = 1;

function grants({ mode, uid, gid }: Stats, account: Account, permission: number): boolean {
  if (uid === account.uid) return ((mode >> 6) & permission) === permission;
  if (gid === account.gid) return ((mode >> 3) & permission) === permission;
  return (mode & permission) === permission;
}

/** Whether `account` may enter every folder above `path`; folders that do not exist yet are no obstacle. */
export async function canReach(path: string, account: Account): Promise<boolean> {
  const parent = dirname(path);
  if (parent === path) return true;
  const stats = await stat(parent).catch(() => null);
  if (stats?.isDirectory() === true && !grants(stats, account, enter)) return false;
  return canReach(parent, account);
}

/** Whether `account` may read the existing file or list the existing folder at `path`. */
export async function canRead(path: string, account: Account): Promise<boolean> {
  const stats = await stat(path);
  const permission = stats.isDirectory() ? read | enter : read;
  return grants(stats, account, permission) && (await canReach(path, account));
}
