import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

import type { ServerGauge } from './server-gauge.ts';

const readyWithinSeconds = 60;

/** The product's server in a process of its own. Disposing stops it as an operator would. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  /** What was seen in the process since the last look, or since its start. */
  gauge(): Promise<ServerGauge>;
}

/** Starts `forecastle serve` on a database, with further settings, and waits until it says that it is ready. */
export async function startServer(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const gauge = new URL(`./server-gauge${import.meta.filename.slice(-3)}`, import.meta.url).href;
  const bin = fileURLToPath(new URL('../../bin/forecastle.js', import.meta.url));
  const child = spawn(process.execPath, ['--import', gauge, bin, 'serve'], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([untilReady(url), exited.then(() => Promise.reject(endedEarly()))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    gauge: async () => {
      // The child has the gauge of the benches loaded, which sends this and nothing else.
      const answered = once(child, 'message') as Promise<[ServerGauge]>;
      child.send('look');
      const [found] = await answered;
      return found;
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + readyWithinSeconds * 1000;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `The server at ${url} was not ready within ${readyWithinSeconds} s; read its log above.`,
  );
}

function endedEarly(): Error {
  return new Error('The server ended before it was ready; read its log above.');
}

/** A port that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
