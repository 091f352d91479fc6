import { setTimeout as pause } from 'node:timers/promises';

import type { Database } from '../../server/storage/index.ts';
import type { KillPoint } from './kill-points.ts';
import { difference, leftBehind } from './left-behind.ts';
import type { Place } from './place.ts';
import { refuseLate, type Subject } from './subject.ts';
import { untilShare } from './until-share.ts';
import { startVictim } from './victim.ts';

const name = 'ingestion';
const lookAgainMs = 20;

/** `forecastle ingest` of a file into an empty database. What is killed is started again by hand, as its user would. */
export function ingestionSubject(template: string, file: string): Subject {
  const args = ['ingest', file, '--dataset', 'kills'];
  /** Bytes that an uninterrupted ingestion makes the database grow by. */
  let growth = 0;
  return {
    name,
    template,
    run: async (place, point, signal) => {
      const fell = point === null ? '' : await kill(args, { place, point, signal, growth });
      await using ingestion = startVictim(args, place.env);
      if (point === null) growth = await growthUntil(place.database, ingestion.ended);
      const code = await ingestion.ended;
      if (code !== 0) throw new Error(`The ingestion ended with ${code}:\n${ingestion.said()}`);
      const left = await leftBehind.dataset(place.database);
      return { left, fell, attempts: point === null ? 1 : 2 };
    },
  };
}

interface KillParts {
  readonly place: Place;
  readonly point: KillPoint;
  readonly signal: AbortSignal;
  readonly growth: number;
}

/** How far it is shows in the size of the database: what is not committed takes its room already. */
async function kill(
  args: readonly string[],
  { place, point, signal, growth }: KillParts,
): Promise<string> {
  const { database, env } = place;
  const nothing = await leftBehind.dataset(database);
  const before = await size(database);
  const share = async () => ((await size(database)) - before) / growth;
  await using ingestion = startVictim(args, env);
  await untilShare(point, { signal, share });
  const fell = `${(100 * (await share())).toFixed(0)} % of the bytes`;
  await ingestion.kill();
  const left = await leftBehind.dataset(database);
  refuseLate(left['ingestions'] !== null, name, point);
  const half = difference(nothing, left);
  if (half !== null) throw new Error(`A killed ingestion left something behind: ${half}`);
  return fell;
}

/** The most that the database grew by until something ended. */
async function growthUntil(database: Database, ended: Promise<unknown>): Promise<number> {
  const over = new AbortController();
  void ended.then(() => {
    over.abort();
  });
  const before = await size(database);
  let most = before;
  while (!over.signal.aborted) {
    most = Math.max(most, await size(database));
    await pause(lookAgainMs);
  }
  return most - before;
}

async function size({ pool }: Database): Promise<number> {
  const sql = 'select pg_database_size(current_database())::float8 as bytes';
  return (await pool.query<{ bytes: number }>(sql)).rows[0]!.bytes;
}
