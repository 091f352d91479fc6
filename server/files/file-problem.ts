import { isForecastError } from '#core/errors';

import { unreadable } from '../application/ingestion/index.ts';

const problems: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'Check the path.'],
  EISDIR: ['it is a folder', 'Name the files in it.'],
  EACCES: ['access is denied', 'Give the account that runs this read access.'],
  EPERM: ['access is denied', 'Give the account that runs this read access.'],
  ENOTDIR: ['a part of its path is not a folder', 'Check the path.'],
};

/**
 * What an error of the file system or of gzip means for the file: FILE_UNREADABLE. Typed errors, aborts and everything else
 * are returned as they are. `bytes` of content had been read by then.
 */
export function fileProblem(file: string, error: unknown, bytes: number): unknown {
  if (isForecastError(error)) return error;
  const code = codeOf(error);
  const known = problems[code];
  if (known !== undefined) return unreadable(file, known[0], known[1], error);
  if (code === 'Z_BUF_ERROR') {
    const problem = `its compressed data breaks off, after ${bytes} bytes of content`;
    return unreadable(file, problem, 'Copy or download the file again.', error);
  }
  if (code.startsWith('Z_')) {
    const problem = `its compressed data is damaged, after ${bytes} bytes of content`;
    return unreadable(file, problem, 'Copy or download the file again.', error);
  }
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
