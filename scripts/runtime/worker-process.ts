import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Sources run as they are under `--conditions=source`; a build runs its own JavaScript. */
const fromSources = import.meta.filename.endsWith('.ts');
const bin = fileURLToPath(
  new URL(`${fromSources ? '../..' : '../../..'}/bin/forecastle.js`, import.meta.url),
);

const restartAfterMs = 5000;

interface WorkerProcessOptions {
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}

/**
 * Runs `forecastle worker` beside this process, so that what it computes holds up no answer; one that dies is followed by another.
 * Disposing lets it hand its jobs back and waits for it.
 */
export function startWorkerProcess({
  databaseUrl,
  env,
  say,
}: WorkerProcessOptions): AsyncDisposable {
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const running = keepRunning();
  async function keepRunning(): Promise<void> {
    while (!isStopping()) {
      const code = await runOnce();
      if (isStopping()) return;
      say(`The worker ended (${code}); another one starts in ${restartAfterMs / 1000} s.`);
      await pause(stopping.signal);
    }
  }
  async function runOnce(): Promise<string> {
    const child = spawn(process.execPath, [bin, 'worker'], {
      env: { ...env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const stop = () => child.kill('SIGTERM');
    stopping.signal.addEventListener('abort', stop);
    try {
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      return signal ?? `code ${code ?? 'unknown'}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      stopping.signal.removeEventListener('abort', stop);
    }
  }
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Some seconds, or less where the signal is aborted. */
async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, restartAfterMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
