import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts `forecastle worker` on a database, with further settings, and waits until it works. Disposing stops it as an operator would. */
export async function startWorker(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<AsyncDisposable> {
  const bin = fileURLToPath(new URL('../../bin/forecastle.js', import.meta.url));
  const child = spawn(process.execPath, [bin, 'worker'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!said.includes(' works on ')) {
    const ended = exited.then(() => true);
    const isOver = await Promise.race([once(child.stderr, 'data').then(() => false), ended]);
    if (isOver && !said.includes(' works on ')) throw new Error(`The worker ended:\n${said}`);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
