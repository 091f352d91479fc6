import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';

import { formatBytes } from '../terminal/index.ts';
import { type CheckResult, failed, ok, warning } from './check.ts';

const oldestNode = [22, 18] as const;
const newestNodeMajor = 22;

/** The Node that runs this. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return failed(
      'node',
      version,
      `Run \`npm ci\`: it installs the Node ${oldestNode.join('.')} or newer that is pinned.`,
    );
  }
  if (major > newestNodeMajor) {
    return warning(
      'node',
      version,
      `Tested on Node ${newestNodeMajor} only; the checkout’s own is in node_modules/.bin.`,
    );
  }
  return ok('node', version);
}

/** Cores and memory. */
export function checkResources(): CheckResult {
  const memory = totalmem();
  const found = `${availableParallelism()} cores, ${formatBytes(memory)} of memory`;
  return memory >= 1e9
    ? ok('machine', found)
    : warning('machine', found, 'Give it 1 GB of memory or more.');
}

const scarceBytes = 2e9;
const tooFewBytes = 2e8;

/** Free space where the data lies, or will lie. */
export async function checkDisk(dataDirectory: string): Promise<CheckResult> {
  let folder = resolve(dataDirectory);
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const found = `${formatBytes(free)} free in ${folder}`;
  const advice =
    'Free some space, or set DATA_DIRECTORY to another disk: PostgreSQL needs 0.2 GB, M5 about 2 GB.';
  if (free < tooFewBytes) return failed('disk', found, advice);
  return free < scarceBytes ? warning('disk', found, advice) : ok('disk', found);
}
