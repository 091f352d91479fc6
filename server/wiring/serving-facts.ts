import { ServingTally } from '../application/monitoring/index.ts';
import { Repeating } from '../application/repeating.ts';
import type { Logger } from '../application/telemetry.ts';
import { type Database, PostgresServingFacts } from '../storage/index.ts';

const pauseSeconds = 60;

interface ServingFactParts {
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** What this process has served, and what writes it down once a minute after it is started. */
export function wireServingFacts({ database, logger, now }: ServingFactParts) {
  const tally = new ServingTally(new PostgresServingFacts(database), now);
  const work = () => tally.flush();
  return { tally, flushing: new Repeating({ name: 'serving facts', pauseSeconds, work }, logger) };
}
