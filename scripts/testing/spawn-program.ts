import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/forecastle.js', import.meta.url));

/** The program as a user starts it, in a process of its own and without a terminal; disposing stops it. */
export interface SpawnedProgram extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly diagnostics: () => string;
  /** Resolves when standard error contains a text; rejects where the program ends before. */
  said(text: string): Promise<void>;
  /** The exit code; -1 where a signal ended it. */
  readonly ended: Promise<number>;
}

export function spawnProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): SpawnedProgram {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let diagnostics = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (diagnostics += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : -1));
  return {
    process: child,
    output: () => output,
    diagnostics: () => diagnostics,
    said: async (text) => {
      while (!diagnostics.includes(text)) {
        const [source] = await Promise.race([
          once(child.stderr, 'data').then(() => ['data']),
          ended.then(() => ['end']),
        ]);
        if (source === 'end' && !diagnostics.includes(text)) {
          throw new Error(`The program ended before it said "${text}":\n${diagnostics}`);
        }
      }
    },
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
