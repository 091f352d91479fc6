import { once } from 'node:events';

import { type GaugedProcess, startGauged } from './gauged-process.ts';

interface WorkerProcess extends GaugedProcess {
  /** Rejects with what the worker said where it ends without being told to. */
  readonly ended: Promise<never>;
}

/** Starts `forecastle worker` on a database, with further settings, and waits until it works. */
export async function startWorker(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> {
  const worker = await startGauged('worker', databaseUrl, env, 'pipe');
  // Asked for as a pipe.
  const errors = worker.child.stderr!;
  let said = '';
  errors.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = worker.exited.then((): never => {
    throw new Error(`The worker ended:\n${said}`);
  });
  // Who does not wait for it need not know.
  ended.catch(() => undefined);
  while (!said.includes(' works on ')) await Promise.race([once(errors, 'data'), ended]);
  return { ...worker, ended };
}
