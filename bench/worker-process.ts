import { once } from 'node:events';

import { type GaugedProcess, startGauged } from './gauged-process.ts';

/** Starts `forecastle worker` on a database, with further settings, and waits until it works. */
export async function startWorker(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<GaugedProcess> {
  const worker = startGauged('worker', databaseUrl, env, 'pipe');
  // Asked for as a pipe.
  const errors = worker.child.stderr!;
  let said = '';
  errors.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!said.includes(' works on ')) {
    const ended = worker.exited.then(() => true);
    const isOver = await Promise.race([once(errors, 'data').then(() => false), ended]);
    if (isOver && !said.includes(' works on ')) throw new Error(`The worker ended:\n${said}`);
  }
  return worker;
}
