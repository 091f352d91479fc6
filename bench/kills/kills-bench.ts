import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Bench, BenchContext } from '../bench.ts';
import { Cleanup } from '../cleanup.ts';
import { figure } from '../figures.ts';
import { benchSeed } from '../loaded-database.ts';
import { startTemporaryPostgres } from '../temporary-postgres.ts';
import { ingestionSubject } from './ingestion-subject.ts';
import { jobSubjects } from './job-subjects.ts';
import { type KillPoint, killPoints } from './kill-points.ts';
import { difference } from './left-behind.ts';
import { Places } from './place.ts';
import { writeSales } from './sales-file.ts';
import type { Outcome, Subject } from './subject.ts';
import { startVictim } from './victim.ts';

const pointsPerKind = 5;
const items = 3072;
const days = 120;
/** What does not end within this never will. */
const longestRunMs = 240_000;

/** `kill -9` at random points of each kind of work: whether it goes on by itself, and to the same bytes. */
export const killsBench: Bench = {
  name: 'kills',
  title: `kill -9 at ${pointsPerKind} random points each of ingestion, backtest, training and refresh`,
  document: 'reliability',
  run: async (context) => {
    await using cleanup = new Cleanup();
    const folder = await mkdtemp(join(tmpdir(), 'forecastle-kills-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    const file = join(folder, 'sales.csv');
    await writeSales(file, { seed: benchSeed, items, days });
    const empty = await startTemporaryPostgres(cleanup, context.log);
    const places = new Places(empty);
    const filled = await places.copy(empty);
    cleanup.defer(async () => filled[Symbol.asyncDispose]());
    await load(file, filled.env);
    await filled.database[Symbol.asyncDispose]();

    const jobs = jobSubjects(filled.env['DATABASE_URL']!, items);
    const rows = await together([ingestionSubject(empty, file), ...jobs], places, context);
    return {
      caption: `${items.toLocaleString('en-US')} items of ${days} days; workers of one thread, heartbeat 10 s, all four kinds at once. Points: seed ${benchSeed}. Seconds from the start to the end, the wait for the missed heartbeat included. "same" = one finished job, nothing missing, nothing twice, and the hashes of an uninterrupted run.`,
      columns: ['killed', 'point', 'when it fell', 'attempts', 'seconds', 'what is stored'],
      rows,
    };
  },
};

/** The kinds side by side, each point after point: most of the time is spent waiting for heartbeats. */
async function together(
  subjects: readonly Subject[],
  places: Places,
  { signal, log }: BenchContext,
): Promise<readonly string[][]> {
  const failed = new AbortController();
  const context = { places, log, signal: AbortSignal.any([signal, failed.signal]) };
  const lanes = subjects.map((subject) =>
    killed(subject, context).catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(lanes);
  failed.signal.throwIfAborted();
  return (await Promise.all(lanes)).flat();
}

interface LaneContext {
  readonly places: Places;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** One run without a kill, then one per point that must leave the same behind. */
async function killed(subject: Subject, context: LaneContext): Promise<string[][]> {
  const { name } = subject;
  const alone = await run(subject, null, context);
  context.log(`${name} without a kill: ${figure(alone.seconds)} s`);
  const rows = [[name, 'never', '', String(alone.attempts), figure(alone.seconds), 'the measure']];
  for (const point of killPoints(benchSeed, name, pointsPerKind)) {
    const outcome = await run(subject, point, context);
    const differs = difference(alone.left, outcome.left);
    const share = point.share.toFixed(3);
    if (differs !== null || outcome.attempts < 2) {
      throw new Error(
        `A ${name} that was killed at ${share} (${outcome.fell}, ${outcome.attempts} attempts) left something else behind: ${differs ?? 'nothing, but it was not begun again'}.`,
      );
    }
    const { fell, attempts, seconds } = outcome;
    context.log(`${name} killed at ${share}: ${fell}, ${figure(seconds)} s, same`);
    rows.push([name, share, fell, String(attempts), figure(seconds), 'same']);
  }
  return rows;
}

async function run(
  subject: Subject,
  point: KillPoint | null,
  { places, signal }: LaneContext,
): Promise<Outcome & { readonly seconds: number }> {
  await using place = await places.copy(subject.template);
  const start = performance.now();
  const timely = AbortSignal.any([signal, AbortSignal.timeout(longestRunMs)]);
  const outcome = await subject.run(place, point, timely);
  return { ...outcome, seconds: (performance.now() - start) / 1000 };
}

/** Ingests the file that everything else works on. */
async function load(file: string, env: Readonly<Record<string, string>>): Promise<void> {
  await using ingestion = startVictim(['ingest', file, '--dataset', 'kills'], env);
  const code = await ingestion.ended;
  if (code !== 0) throw new Error(`The ingestion ended with ${code}:\n${ingestion.said()}`);
}
