import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../bin/forecastle.js', import.meta.url));

/** The program in a process group of its own. Disposing stops it as an operator would, where it still runs. */
export interface Victim extends AsyncDisposable {
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** `kill -9` of the process and of all that it started; resolves when it is gone. */
  kill(): Promise<void>;
  /** Everything that it said on standard error. */
  said(): string;
}

/** Starts `forecastle <args>`. */
export function startVictim(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Victim {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const group = -(child.pid ?? 0);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    ended,
    said: () => said,
    kill: async () => {
      if (group !== 0 && isRunning()) process.kill(group, 'SIGKILL');
      await ended;
    },
    [Symbol.asyncDispose]: async () => {
      if (isRunning()) child.kill('SIGTERM');
      await ended;
    },
  };
}
