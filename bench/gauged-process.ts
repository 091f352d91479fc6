import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { freePort } from '../scripts/testing/free-port.ts';
import type { ProcessGauge } from './process-gauge.ts';

/** A command of the product in a process of its own. Disposing stops it as an operator would. */
export interface GaugedProcess extends AsyncDisposable {
  readonly pid: number;
  /** What was seen in the process since the last look, or since its start. */
  gauge(): Promise<ProcessGauge>;
}

interface StartedProcess extends GaugedProcess {
  readonly child: ChildProcess;
  /** Resolves when the process has ended. */
  readonly exited: Promise<unknown>;
}

/** Starts a command on a database, with further settings. Its error output is the caller's to read with `pipe`. */
export async function startGauged(
  command: 'serve' | 'worker',
  databaseUrl: string,
  env: Readonly<Record<string, string>>,
  errors: 'inherit' | 'pipe',
): Promise<StartedProcess> {
  const gauge = new URL(`./process-gauge${import.meta.filename.slice(-3)}`, import.meta.url).href;
  const bin = fileURLToPath(new URL('../../bin/forecastle.js', import.meta.url));
  const gaugePort = await freePort();
  const settings = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', GAUGE_PORT: String(gaugePort) };
  const child = spawn(process.execPath, ['--import', gauge, bin, command], {
    env: { ...process.env, ...settings, ...env },
    stdio: ['ignore', 'ignore', errors],
  });
  const exited = once(child, 'exit');
  return {
    child,
    exited,
    // It has one as soon as it is spawned, and commands of this checkout are there to be spawned.
    pid: child.pid!,
    gauge: async () => {
      const answer = await fetch(`http://127.0.0.1:${gaugePort}`);
      // The child has the gauge of the benches loaded, which tells this and nothing else.
      return (await answer.json()) as ProcessGauge;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
