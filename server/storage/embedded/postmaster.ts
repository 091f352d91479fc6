import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A server that is running, or starting, on a data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const run = promisify(execFile);

/** The program name of a living process; null = no such process; undefined = unknown. */
async function programOf(pid: number): Promise<string | null | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return null;
  }
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
  }
  return run('ps', ['-o', 'comm=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

/**
 * The server of a data directory, by its postmaster.pid; null where none runs. After a crash the file stays behind, and
 * its process number may meanwhile belong to something else: PostgreSQL would then refuse to start, so the file goes.
 */
export async function runningPostmaster(data: string): Promise<Postmaster | null> {
  const file = join(data, 'postmaster.pid');
  const lines = await readFile(file, 'utf8').then(
    (text) => text.split('\n'),
    () => null,
  );
  if (lines === null) return null;
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const program = Number.isInteger(pid) && pid > 1 ? await programOf(pid) : null;
  if (program === null || (program !== undefined && !program.includes('postgres'))) {
    await rm(file, { force: true });
    return null;
  }
  return { pid, port };
}
