import { access } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { dateOf } from '#core/calendar';
import { syntheticRetail } from '#core/synthetic';

import type { Bench } from '../bench.ts';
import { figuresOf } from '../child-figures.ts';
import { Cleanup } from '../cleanup.ts';
import { megabytes } from '../figures.ts';
import { benchSeed } from '../loaded-database.ts';
import { sampleItemKeys } from '../sampled-items.ts';
import { startServer } from '../server-process.ts';
import { startTemporaryPostgres } from '../temporary-postgres.ts';
import { startWorker } from '../worker-process.ts';
import { type ClientTally, letClientsWork } from './clients.ts';
import { processFolder, type ProcessState, stateOf } from './process-state.ts';

const rounds = 10;
const roundSeconds = 60;
/** What was begun has ended and idle connections are closed. */
const restSeconds = 15;
/** Caches are full and every path is compiled: leaks are growth behind it. */
const settledAfter = 3;
/** Handles come and go one by one, such as connections of the pool. */
const moreHandles = 8;
/** Threads of a job that ended a moment ago may still be closing. */
const moreThreads = 2;
const moreMemory = 1.1;

/**
 * A server and a worker for ten minutes under clients of every kind: some ask for forecasts, some for what is wrong, some hang up,
 * start jobs, follow, cancel, correct. After every minute they rest, and what is still held is counted.
 */
export const soakBench: Bench = {
  name: 'soak',
  title: `A server and a worker under load for ${rounds} minutes: what they hold on to`,
  document: 'reliability',
  onlyByName: true,
  run: async ({ signal, log }) => {
    if (
      await access(processFolder).then(
        () => false,
        () => true,
      )
    ) {
      log(`soak: skipped, ${processFolder} is not there to read handles from`);
      return null;
    }
    await using cleanup = new Cleanup();
    const databaseUrl = await startTemporaryPostgres(cleanup, log);
    const scale = 'demo';
    await figuresOf('load-synthetic', [databaseUrl, scale, String(benchSeed)], signal);
    const { dataset, startPeriod, periods } = syntheticRetail({ scale, seed: benchSeed });
    const env = { TENSOR_BACKEND: 'wasm', FORECAST_CACHE_BYTES: '2000000', WORKER_THREADS: '1' };
    const server = await startServer(databaseUrl, env);
    cleanup.defer(async () => server[Symbol.asyncDispose]());
    const worker = await startWorker(databaseUrl, env);
    cleanup.defer(async () => worker[Symbol.asyncDispose]());
    let last = 0;
    const shared = {
      url: server.url,
      dataset: dataset.slug,
      itemSets: sampleItemKeys(scale, 40, 20),
      nextDate: dateOf(dataset.calendar, startPeriod + periods),
      unique: () => (last += 1),
    };
    const seen: Round[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const tally = emptyTally();
      const time = AbortSignal.timeout(roundSeconds * 1000);
      const work = { ...shared, tally, signal: AbortSignal.any([signal, time]) };
      await Promise.race([letClientsWork(work), worker.ended]);
      signal.throwIfAborted();
      await pause(restSeconds * 1000, undefined, { signal });
      seen.push({ tally, server: await stateOf(server), worker: await stateOf(worker) });
      log(`soak: round ${round} of ${rounds} ${JSON.stringify(seen.at(-1))}`);
    }
    refuseGrowth(seen);
    return [
      {
        caption: `What was asked in each minute, by eight clients at once; the worker did the jobs.`,
        columns: ['minute', ...Object.keys(emptyTally())],
        rows: seen.map(({ tally }, round) => [
          String(round + 1),
          ...Object.values(tally).map((count: number) => count.toLocaleString('en-US')),
        ]),
      },
      ...(['server', 'worker'] as const).map((name) => ({
        caption: `The ${name} at rest after each minute; memory in use after a collection.`,
        columns: ['minute', 'open handles', 'threads', 'resources of Node', 'in use', 'resident'],
        rows: seen.map((round, place) => stateRow(place + 1, round[name])),
      })),
    ];
  },
};

interface Round {
  readonly tally: ClientTally;
  readonly server: ProcessState;
  readonly worker: ProcessState;
}

function emptyTally(): ClientTally {
  return {
    ...{ forecasts: 0, refusals: 0, abandoned: 0, subscriptions: 0 },
    ...{ jobs: 0, cancelled: 0, ingestions: 0 },
  };
}

function stateRow(
  minute: number,
  { handles, threads, resources, usedBytes, residentBytes }: ProcessState,
): string[] {
  return [
    ...[minute, handles, threads, resources].map(String),
    ...[usedBytes, residentBytes].map(megabytes),
  ];
}

/** Throws where the last minute holds more than the first settled one. */
function refuseGrowth(seen: readonly Round[]): void {
  for (const name of ['server', 'worker'] as const) {
    const before = seen[settledAfter - 1]![name];
    const after = seen.at(-1)![name];
    const grown = [
      ...(after.handles > before.handles + moreHandles ? ['handles'] : []),
      ...(after.threads > before.threads + moreThreads ? ['threads'] : []),
      ...(after.resources > before.resources + moreHandles ? ['resources'] : []),
      ...(after.usedBytes > before.usedBytes * moreMemory ? ['memory'] : []),
    ];
    if (grown.length === 0) continue;
    const states = JSON.stringify({ before, after });
    throw new Error(`The ${name} holds on to more and more ${grown.join(', ')}: ${states}`);
  }
}
