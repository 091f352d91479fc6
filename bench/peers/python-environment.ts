import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What peers are measured with. */
const packages = ['statsforecast==2.1.1'];

/** Outside of the checkout, and kept for the next run. */
const environment = join(tmpdir(), 'forecastle-bench-peers');

/** The Python of an environment that has the peers, or null, with a line on why, where it cannot be had. */
export async function peerPython(
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<string | null> {
  const windows = process.platform === 'win32';
  const python = join(environment, ...(windows ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  try {
    if (!existsSync(python)) {
      log(`Installing ${packages.join(', ')} into ${environment}`);
      await run(windows ? 'python' : 'python3', ['-m', 'venv', environment], { signal });
    }
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await run(python, install, { signal });
    return python;
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    log(`Skipped: the peers need Python 3.10 or later with venv and pip. ${reason}`);
    return null;
  }
}
