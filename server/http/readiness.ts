import { isForecastError } from '#core/errors';

import { orAborted } from '../application/or-aborted.ts';
import { timeLimit } from '../application/time-limit.ts';

/** The state of one model; a broken advanced model leaves the service ready. */
export interface ModelState {
  readonly name: string;
  /** Slugs of the datasets whose own default it is. */
  readonly defaultOf: readonly string[];
  /** Baselines need no artifact; at least one must be usable. */
  readonly isBaseline: boolean;
  readonly isUsable: boolean;
  /** Why it is not usable; null when it is. */
  readonly problem: string | null;
}

/** What readiness asks of the rest of the service. */
export interface ReadinessProbes {
  database(): Promise<void>;
  migrations(): Promise<{
    readonly pending: readonly string[];
    readonly failed: readonly string[];
  }>;
  models(): Promise<readonly ModelState[]>;
}

/** Whether requests should be sent here, and if not, why. */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not-ready';
  /** One sentence per problem; empty when everything works. */
  readonly reasons: readonly string[];
  readonly database: boolean;
  readonly migrations: boolean;
  readonly models: readonly ModelState[];
}

const probeSeconds = 2;

/** Looks at everything that an answer needs, each probe within two seconds. */
export async function readinessOf(
  probes: ReadinessProbes,
  isStopping: boolean,
): Promise<Readiness> {
  const [database, migrations, models] = await Promise.all([
    problemOf('database', async () => {
      await probes.database();
      return null;
    }),
    problemOf('migrations', async () => migrationProblem(await probes.migrations())),
    timely(probes.models()).catch(() => [] as const),
  ]);
  const stopping = isStopping ? 'The process is stopping.' : null;
  const baseline = models.some(({ isBaseline, isUsable }) => isBaseline && isUsable)
    ? null
    : 'No baseline model is usable, so no forecast could be served.';
  const blocking = [stopping, database, migrations, baseline].filter((text) => text !== null);
  const broken = models
    .filter(({ isUsable }) => !isUsable)
    .map(({ name, problem }) => `Model ${name} is not usable: ${problem ?? 'reason unknown'}.`);
  const working = broken.length > 0 ? 'degraded' : 'ready';
  return {
    status: blocking.length > 0 ? 'not-ready' : working,
    reasons: [...blocking, ...broken],
    database: database === null,
    migrations: migrations === null,
    models,
  };
}

function migrationProblem(state: {
  readonly pending: readonly string[];
  readonly failed: readonly string[];
}): string | null {
  if (state.failed.length > 0) return `Migrations have failed: ${state.failed.join(', ')}.`;
  if (state.pending.length === 0) return null;
  return `Migrations are pending: ${state.pending.join(', ')}. Run "forecastle migrate".`;
}

async function problemOf(
  name: string,
  probe: () => Promise<string | null>,
): Promise<string | null> {
  try {
    return await timely(probe());
  } catch (error) {
    // Unknown texts may hold connection strings.
    return isForecastError(error) ? error.message : `The ${name} check failed.`;
  }
}

async function timely<Result>(work: Promise<Result>): Promise<Result> {
  const limit = timeLimit(probeSeconds);
  try {
    return await orAborted(work, limit.signal);
  } finally {
    limit.lift();
  }
}
