import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Real data sets are not part of the repository: they lie beside it, in `shared/data`, on the machines that have them. */
const folder = resolve(repositoryRoot(import.meta.dirname), '../shared/data');

/** The path of a data file, or null, with a line on why, where it is not there. */
export function sharedData(name: string, log: (line: string) => void): string | null {
  const path = resolve(folder, name);
  if (existsSync(path)) return path;
  log(`Skipped: ${path} is not there.`);
  return null;
}

/** The cells of a small CSV file, gzipped or not, without its header. Quotes only around whole cells without commas. */
export async function readCells(path: string): Promise<readonly (readonly string[])[]> {
  const content = await readFile(path);
  const text = (path.endsWith('.gz') ? await promisify(gunzip)(content) : content).toString();
  return text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
}

/** Of this file's folder in the sources and in `dist`. */
function repositoryRoot(from: string): string {
  return existsSync(resolve(from, 'package.json')) ? from : repositoryRoot(dirname(from));
}
