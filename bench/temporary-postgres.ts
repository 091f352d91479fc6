import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { migrate, startEmbeddedPostgres } from '../server/storage/index.ts';
import type { Cleanup } from './cleanup.ts';

/** Starts the embedded PostgreSQL in a temporary folder, with the tables of this release; resolves to its URL. */
export async function startTemporaryPostgres(
  cleanup: Cleanup,
  log: (line: string) => void,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'forecastle-bench-'));
  cleanup.defer(() => rm(directory, { recursive: true, force: true }));
  // Where the bench runs as root, PostgreSQL runs as another user who must be able to enter.
  await chmod(directory, 0o755);
  const postgres = await startEmbeddedPostgres({ directory, onLog: log });
  cleanup.defer(() => postgres.stop());
  await migrate({ url: postgres.url });
  return postgres.url;
}
