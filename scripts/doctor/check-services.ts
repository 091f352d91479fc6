import { once } from 'node:events';
import { connect, createServer } from 'node:net';

import { forecasters, hierarchyForecasters, modelNamed } from '#core/models';
import { z } from 'zod';

import { ModelThreadPool } from '../../server/compute/index.ts';
import type { Config } from '../../server/config/index.ts';
import { type CheckResult, failed, messageOf, ok, warning } from './check.ts';

const patienceMs = 3000;

/** Whether models run on worker threads here, and whether the configured one exists. */
export async function checkModels(config: Config): Promise<readonly CheckResult[]> {
  const { modelName, workerThreads, maxQueuedForecasts, modelTimeoutSeconds } = config;
  const available = [...forecasters, ...hierarchyForecasters];
  const names = available.map(({ name }) => name).join(', ');
  const configured =
    modelNamed(modelName) === null
      ? warning(
          'model',
          `MODEL_NAME=${modelName} is not available`,
          `Set MODEL_NAME to one of ${names}.`,
        )
      : ok('model', modelName);
  try {
    await using pool = new ModelThreadPool({
      threads: workerThreads,
      maxQueued: maxQueuedForecasts,
      modelTimeoutSeconds,
    });
    await pool.warm();
    return [ok('model workers', `start and answer; models: ${names}`), configured];
  } catch (error) {
    return [
      failed('model workers', messageOf(error), 'Run `npm run build`, then try again.'),
      configured,
    ];
  }
}

/** Whether the server could listen. */
export async function checkPort({ host, port }: Config): Promise<CheckResult> {
  const address = `${host}:${port}`;
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return ok('port', `${address} is free`);
  } catch (error) {
    const ours = await runningVersion(`http://${address}/health`);
    if (ours !== null) return ok('port', `${address} is served by Forecastle ${ours}`);
    return failed(
      'port',
      messageOf(error),
      `Stop what uses ${address}, or set PORT (0 = any free one) and HOST.`,
    );
  } finally {
    server.close();
  }
}

const health = z.object({ status: z.literal('alive'), version: z.string() });

async function runningVersion(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    return health.parse(await answer.json()).version;
  } catch {
    return null;
  }
}

/** Whether the collector of traces can be reached, where one is configured. */
export async function checkTracing(target: string | null): Promise<CheckResult> {
  if (target === null)
    return ok('tracing', 'trace ids only; OTEL_EXPORTER_OTLP_ENDPOINT exports spans');
  if (!URL.canParse(target)) return ok('tracing', `exported to ${target}`);
  const socket = connect({ ...addressOf(new URL(target)), timeout: patienceMs });
  socket.once('timeout', () => socket.destroy(new Error('no answer in time')));
  try {
    await once(socket, 'connect');
    return ok('tracing', `a collector answers at ${target}`);
  } catch (error) {
    return warning(
      'tracing',
      `${target}: ${messageOf(error)}`,
      'Start the collector; until then spans are lost, nothing else.',
    );
  } finally {
    socket.destroy();
  }
}

function addressOf({ hostname, port, protocol }: URL): { host: string; port: number } {
  if (port !== '') return { host: hostname, port: Number(port) };
  return { host: hostname, port: protocol === 'https:' ? 443 : 80 };
}
