import { freePort } from '../scripts/testing/free-port.ts';
import { type GaugedProcess, startGauged } from './gauged-process.ts';

const readyWithinSeconds = 60;

/** The product's server in a process of its own. */
export interface ServerProcess extends GaugedProcess {
  readonly url: string;
}

/** Starts `forecastle serve` on a database, with further settings, and waits until it says that it is ready. */
export async function startServer(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const settings = { HOST: '127.0.0.1', PORT: String(port), ...env };
  const server = await startGauged('serve', databaseUrl, settings, 'inherit');
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([untilReady(url), server.exited.then(() => Promise.reject(endedEarly()))]);
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return { ...server, url };
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
