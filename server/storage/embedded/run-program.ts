import { spawn } from 'node:child_process';

import type { Account } from './account.ts';

/** How a program ended, with everything that it wrote. */
export interface ProgramResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * Runs a program to its end in a session of its own, so that a Ctrl-C in the terminal does not reach it.
 * Rejects only when it could not be started.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  account: Account | null,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      // A working directory that every account can enter: the caller's own may be closed to `account`.
      cwd: process.platform === 'win32' ? undefined : '/',
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A server's own settings must not leak in (PGDATA, PGPORT), and messages stay in one language.
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    // On Windows the server inherits the pipes of pg_ctl, so that they stay open behind it.
    child.once(process.platform === 'win32' ? 'exit' : 'close', (exitCode: number | null) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8').trim() });
    });
  });
}
