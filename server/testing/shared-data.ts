import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Folder of the real data sets that lie beside the checkout. */
const sharedData = resolve(import.meta.dirname, '../../../shared/data');

/** Path of a file of the real data sets, `null` where it is absent; says so aloud. */
export function sharedFile(name: string): string | null {
  const path = join(sharedData, name);
  if (existsSync(path)) return path;
  console.warn(`SKIPPED: ${path} is absent, so the tests on these real data do not run.`);
  return null;
}

/** Content of an .xz file; `null` where the xz program is absent, which it says aloud. */
export async function decompressXz(path: string): Promise<Buffer | null> {
  try {
    const options = { encoding: 'buffer', maxBuffer: 1 << 30 } as const;
    return (await run('xz', ['-dc', path], options)).stdout;
  } catch (error) {
    console.warn(`SKIPPED: the xz program is needed to read ${path} (${String(error)}).`);
    return null;
  }
}
